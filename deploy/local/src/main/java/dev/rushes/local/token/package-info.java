/** The issuer of tokens on this machine: its keys, and the tokens it signs. */
@NullMarked
package dev.rushes.local.token;

import org.jspecify.annotations.NullMarked;
