/** What each service must be allowed at AWS, as policy documents. */
@NullMarked
package dev.rushes.local.policy;

import org.jspecify.annotations.NullMarked;
