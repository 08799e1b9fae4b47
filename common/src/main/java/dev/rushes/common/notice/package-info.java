/** What PostgreSQL tells those who listen. */
@NullMarked
package dev.rushes.common.notice;

import org.jspecify.annotations.NullMarked;
