-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "image" (
    "id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "format" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "orientation" SMALLINT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "file_name" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image_bytes" (
    "image_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "image_bytes_pkey" PRIMARY KEY ("image_id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "preprocessing" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "coco_id" SMALLINT,
    "index" SMALLINT,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "detection_run" (
    "id" UUID NOT NULL,
    "image_id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "score_floor" DOUBLE PRECISION NOT NULL,
    "max_detections" SMALLINT NOT NULL,
    "detection_count" SMALLINT NOT NULL,
    "queue_ms" DOUBLE PRECISION NOT NULL,
    "decode_ms" DOUBLE PRECISION NOT NULL,
    "preprocess_ms" DOUBLE PRECISION NOT NULL,
    "inference_ms" DOUBLE PRECISION NOT NULL,
    "postprocess_ms" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "detection_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "detection" (
    "run_id" UUID NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "category_id" SMALLINT NOT NULL,
    "model_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "detection_pkey" PRIMARY KEY ("run_id","ordinal")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "file_name" TEXT,
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_chunk" (
    "upload_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_chunk_pkey" PRIMARY KEY ("upload_id","ordinal")
);

-- CreateTable
CREATE TABLE "secret" (
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "image_sha256_key" ON "image"("sha256");

-- CreateIndex
CREATE INDEX "image_created_at_id_idx" ON "image"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "model_name_sha256_preprocessing_key" ON "model"("name", "sha256", "preprocessing");

-- CreateIndex
CREATE UNIQUE INDEX "category_name_key" ON "category"("name");

-- CreateIndex
CREATE INDEX "detection_run_created_at_id_idx" ON "detection_run"("created_at", "id");

-- CreateIndex
CREATE INDEX "detection_run_image_id_created_at_id_idx" ON "detection_run"("image_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "detection_run_model_id_created_at_id_idx" ON "detection_run"("model_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "detection_category_id_created_at_run_id_ordinal_idx" ON "detection"("category_id", "created_at" DESC, "run_id" DESC, "ordinal");

-- CreateIndex
CREATE INDEX "upload_expires_at_idx" ON "upload"("expires_at");

-- AddForeignKey
ALTER TABLE "image_bytes" ADD CONSTRAINT "image_bytes_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "detection_run" ADD CONSTRAINT "detection_run_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "detection_run" ADD CONSTRAINT "detection_run_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "detection" ADD CONSTRAINT "detection_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "detection_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_chunk" ADD CONSTRAINT "upload_chunk_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Encoded images do not compress again: keep them out of line as they are.
ALTER TABLE "image_bytes" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "upload_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- COCO's 80 categories: id is COCO's own, index their position among the 80.
INSERT INTO "category" ("id", "name", "coco_id", "index") VALUES
  (1, 'person', 1, 0),
  (2, 'bicycle', 2, 1),
  (3, 'car', 3, 2),
  (4, 'motorcycle', 4, 3),
  (5, 'airplane', 5, 4),
  (6, 'bus', 6, 5),
  (7, 'train', 7, 6),
  (8, 'truck', 8, 7),
  (9, 'boat', 9, 8),
  (10, 'traffic light', 10, 9),
  (11, 'fire hydrant', 11, 10),
  (13, 'stop sign', 13, 11),
  (14, 'parking meter', 14, 12),
  (15, 'bench', 15, 13),
  (16, 'bird', 16, 14),
  (17, 'cat', 17, 15),
  (18, 'dog', 18, 16),
  (19, 'horse', 19, 17),
  (20, 'sheep', 20, 18),
  (21, 'cow', 21, 19),
  (22, 'elephant', 22, 20),
  (23, 'bear', 23, 21),
  (24, 'zebra', 24, 22),
  (25, 'giraffe', 25, 23),
  (27, 'backpack', 27, 24),
  (28, 'umbrella', 28, 25),
  (31, 'handbag', 31, 26),
  (32, 'tie', 32, 27),
  (33, 'suitcase', 33, 28),
  (34, 'frisbee', 34, 29),
  (35, 'skis', 35, 30),
  (36, 'snowboard', 36, 31),
  (37, 'sports ball', 37, 32),
  (38, 'kite', 38, 33),
  (39, 'baseball bat', 39, 34),
  (40, 'baseball glove', 40, 35),
  (41, 'skateboard', 41, 36),
  (42, 'surfboard', 42, 37),
  (43, 'tennis racket', 43, 38),
  (44, 'bottle', 44, 39),
  (46, 'wine glass', 46, 40),
  (47, 'cup', 47, 41),
  (48, 'fork', 48, 42),
  (49, 'knife', 49, 43),
  (50, 'spoon', 50, 44),
  (51, 'bowl', 51, 45),
  (52, 'banana', 52, 46),
  (53, 'apple', 53, 47),
  (54, 'sandwich', 54, 48),
  (55, 'orange', 55, 49),
  (56, 'broccoli', 56, 50),
  (57, 'carrot', 57, 51),
  (58, 'hot dog', 58, 52),
  (59, 'pizza', 59, 53),
  (60, 'donut', 60, 54),
  (61, 'cake', 61, 55),
  (62, 'chair', 62, 56),
  (63, 'couch', 63, 57),
  (64, 'potted plant', 64, 58),
  (65, 'bed', 65, 59),
  (67, 'dining table', 67, 60),
  (70, 'toilet', 70, 61),
  (72, 'tv', 72, 62),
  (73, 'laptop', 73, 63),
  (74, 'mouse', 74, 64),
  (75, 'remote', 75, 65),
  (76, 'keyboard', 76, 66),
  (77, 'cell phone', 77, 67),
  (78, 'microwave', 78, 68),
  (79, 'oven', 79, 69),
  (80, 'toaster', 80, 70),
  (81, 'sink', 81, 71),
  (82, 'refrigerator', 82, 72),
  (84, 'book', 84, 73),
  (85, 'clock', 85, 74),
  (86, 'vase', 86, 75),
  (87, 'scissors', 87, 76),
  (88, 'teddy bear', 88, 77),
  (89, 'hair drier', 89, 78),
  (90, 'toothbrush', 90, 79);
