package dev.rushes.api.plan;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An approval.
 *
 * @param contentHash what was reviewed; where given, other content is not approved
 */
record ApprovalRequest(@Nullable @Size(max = 128) String contentHash) {}
