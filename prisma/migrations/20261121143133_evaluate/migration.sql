-- AlterTable
ALTER TABLE "upload" ADD COLUMN "sha256" BYTEA;

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "orientation" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "image_count" INTEGER NOT NULL,
    "annotation_count" INTEGER NOT NULL,
    "crowd_count" INTEGER NOT NULL,
    "categories" JSONB NOT NULL,
    "traits" JSONB NOT NULL,
    "notes" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "frozen_at" TIMESTAMPTZ(6),

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_image" (
    "dataset_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "file_id" BIGINT NOT NULL,
    "file_name" TEXT NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "annotation_start" INTEGER NOT NULL,
    "annotation_count" INTEGER NOT NULL,
    "image_id" UUID,

    CONSTRAINT "dataset_image_pkey" PRIMARY KEY ("dataset_id","position")
);

-- CreateTable
CREATE TABLE "annotation" (
    "dataset_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "file_id" BIGINT NOT NULL,
    "image_file_id" BIGINT NOT NULL,
    "category_id" BIGINT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "area" DOUBLE PRECISION NOT NULL,
    "crowd" BOOLEAN NOT NULL,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("dataset_id","ordinal")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "tags" TEXT[],
    "dataset_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "model_id" UUID,
    "score_floor" DOUBLE PRECISION,
    "max_detections" SMALLINT,
    "status" TEXT NOT NULL,
    "phase" TEXT,
    "phase_started_at" TIMESTAMPTZ(6),
    "settings" JSONB NOT NULL,
    "identity" BYTEA NOT NULL,
    "detections_hash" BYTEA,
    "reused_from_id" UUID,
    "idempotency_key" TEXT,
    "request_hash" BYTEA,
    "literal_hash" BYTEA,
    "warnings" JSONB NOT NULL,
    "image_count" INTEGER NOT NULL,
    "detect_count" INTEGER NOT NULL,
    "detected_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "shard_count" INTEGER NOT NULL,
    "matched_count" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "deaths" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_shard" (
    "evaluation_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "first_image" INTEGER NOT NULL,
    "image_count" INTEGER NOT NULL,
    "image_ids" UUID[],
    "run_ids" UUID[],
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "deaths" INTEGER NOT NULL DEFAULT 0,
    "matched" BOOLEAN NOT NULL DEFAULT false,
    "image_errors" JSONB NOT NULL DEFAULT '[]',
    "detections" BYTEA,
    "matches" BYTEA,
    "overlaps" BYTEA,

    CONSTRAINT "evaluation_shard_pkey" PRIMARY KEY ("evaluation_id","ordinal")
);

-- CreateIndex
CREATE INDEX "image_file_name_idx" ON "image"("file_name");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_content_hash_key" ON "dataset"("content_hash");

-- CreateIndex
CREATE INDEX "dataset_created_at_id_idx" ON "dataset"("created_at", "id");

-- CreateIndex
CREATE INDEX "dataset_image_image_id_idx" ON "dataset_image"("image_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_image_dataset_id_file_id_key" ON "dataset_image"("dataset_id", "file_id");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_idempotency_key_key" ON "evaluation"("idempotency_key");

-- CreateIndex
CREATE INDEX "evaluation_created_at_id_idx" ON "evaluation"("created_at", "id");

-- CreateIndex
CREATE INDEX "evaluation_dataset_id_created_at_id_idx" ON "evaluation"("dataset_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "evaluation_model_id_idx" ON "evaluation"("model_id");

-- CreateIndex
CREATE INDEX "evaluation_identity_idx" ON "evaluation"("identity");

-- CreateIndex
CREATE INDEX "evaluation_reused_from_id_idx" ON "evaluation"("reused_from_id");

-- AddForeignKey
ALTER TABLE "dataset_image" ADD CONSTRAINT "dataset_image_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_image" ADD CONSTRAINT "dataset_image_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_reused_from_id_fkey" FOREIGN KEY ("reused_from_id") REFERENCES "evaluation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "evaluation_shard" ADD CONSTRAINT "evaluation_shard_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Workers look for those that have not ended, which are few of many.
CREATE INDEX "evaluation_unfinished_idx" ON "evaluation"("created_at", "id") WHERE "status" IN ('QUEUED', 'RUNNING');

-- Numbers packed side by side hardly shrink, and are read as a whole.
ALTER TABLE "evaluation_shard"
  ALTER COLUMN "detections" SET STORAGE EXTERNAL,
  ALTER COLUMN "matches" SET STORAGE EXTERNAL,
  ALTER COLUMN "overlaps" SET STORAGE EXTERNAL;
