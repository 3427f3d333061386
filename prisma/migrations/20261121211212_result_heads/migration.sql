-- AlterTable
ALTER TABLE "evaluation" ADD COLUMN     "category_count" INTEGER GENERATED ALWAYS AS (jsonb_array_length("result"->'perCategory')) STORED,
ADD COLUMN     "head" JSONB GENERATED ALWAYS AS ("result" - 'perCategory') STORED;
