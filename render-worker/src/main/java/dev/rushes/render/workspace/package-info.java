/** Where an attempt's bytes lie: sources from S3, results to S3, scratch space between; the only package that imports S3. */
@NullMarked
package dev.rushes.render.workspace;

import org.jspecify.annotations.NullMarked;
