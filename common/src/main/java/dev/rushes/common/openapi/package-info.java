/** What the descriptions of both HTTP services (OpenAPI) have alike. */
@NullMarked
package dev.rushes.common.openapi;

import org.jspecify.annotations.NullMarked;
