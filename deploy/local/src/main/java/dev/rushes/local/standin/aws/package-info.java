/** S3 and SQS on the loopback interface, as strict about signatures, bodies and origins as AWS. */
@NullMarked
package dev.rushes.local.standin.aws;

import org.jspecify.annotations.NullMarked;
