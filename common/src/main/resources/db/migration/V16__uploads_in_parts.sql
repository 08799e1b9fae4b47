-- Uploads in parts, the checksum that S3 keeps of every object, and uploads that bring what is there already.

ALTER TABLE uploads
    ADD COLUMN s3_upload_id text,
    ADD COLUMN part_size_bytes bigint CHECK (part_size_bytes > 0),
    ADD COLUMN crc64nvme text,
    ADD COLUMN stored_crc64nvme text,
    ADD COLUMN duplicate_of uuid REFERENCES uploads (id) ON DELETE SET NULL,
    ADD CHECK (s3_upload_id IS NULL OR part_size_bytes IS NOT NULL);
CREATE INDEX idx_uploads_duplicate_of ON uploads (duplicate_of);
