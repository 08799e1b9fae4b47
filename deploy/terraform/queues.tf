# Two FIFO queues with a dead-letter queue each: analysis must not wait behind long renders. Names and times come from
# description.tf.json, which is made from the definition that the services use.

resource "aws_sqs_queue" "dead_letter" {
  for_each = local.queues

  name                        = each.value.dead_letter_name
  fifo_queue                  = true
  content_based_deduplication = false
  message_retention_seconds   = local.dead_letter_retention_seconds
  sqs_managed_sse_enabled     = var.kms_key_arn == "" ? true : null
  kms_master_key_id           = var.kms_key_arn == "" ? null : var.kms_key_arn
}

resource "aws_sqs_queue" "this" {
  for_each = local.queues

  name                        = each.value.name
  fifo_queue                  = true
  content_based_deduplication = false
  visibility_timeout_seconds  = local.visibility_seconds
  message_retention_seconds   = local.retention_seconds
  sqs_managed_sse_enabled     = var.kms_key_arn == "" ? true : null
  kms_master_key_id           = var.kms_key_arn == "" ? null : var.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter[each.key].arn
    maxReceiveCount     = local.max_receives
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letter" {
  for_each = local.queues

  queue_url = aws_sqs_queue.dead_letter[each.key].id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this[each.key].arn]
  })
}
