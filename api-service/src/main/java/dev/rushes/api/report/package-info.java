/** What ops wants to know of weeks and months: how long renders take, what lies in the buckets, what it costs. */
@NullMarked
package dev.rushes.api.report;

import org.jspecify.annotations.NullMarked;
