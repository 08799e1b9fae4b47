/** Objects in S3: find, list, delete and sign, with every outage turned into a problem. */
@NullMarked
package dev.rushes.storage.s3;

import org.jspecify.annotations.NullMarked;
