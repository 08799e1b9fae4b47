output "environment" {
  description = "The services' environment variables, but for the secrets."
  value = {
    AWS_REGION                     = var.region
    DATABASE_URL                   = "postgresql://${aws_db_instance.this.address}:${aws_db_instance.this.port}/${aws_db_instance.this.db_name}?sslmode=require"
    DATABASE_USER                  = aws_db_instance.this.username
    S3_RAW_FOOTAGE_BUCKET          = aws_s3_bucket.this["raw-footage"].id
    S3_PROCESSED_VIDEOS_BUCKET     = aws_s3_bucket.this["processed-videos"].id
    S3_TRAINING_DATA_BUCKET        = aws_s3_bucket.this["training-data"].id
    S3_KMS_KEY_ID                  = var.kms_key_arn
    SQS_VIDEO_PROCESSING_QUEUE_URL = aws_sqs_queue.this["video-processing"].url
    SQS_VIDEO_PROCESSING_DLQ_URL   = aws_sqs_queue.dead_letter["video-processing"].url
    SQS_MEDIA_ANALYSIS_QUEUE_URL   = aws_sqs_queue.this["media-analysis"].url
    SQS_MEDIA_ANALYSIS_DLQ_URL     = aws_sqs_queue.dead_letter["media-analysis"].url
    CORS_ALLOWED_ORIGINS           = join(",", var.cors_allowed_origins)
  }
}

output "database_secret_arn" {
  description = "Where RDS keeps the database's password (DATABASE_PASSWORD)."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "role_arns" {
  description = "For the annotations of the service accounts."
  value       = { for service, role in aws_iam_role.service : service => role.arn }
}

output "scaling_policy_arn" {
  description = "For the role of the KEDA operator."
  value       = aws_iam_policy.scaling.arn
}
