package dev.rushes.common.http;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that gives its first answer again to a repeated {@code Idempotency-Key}. It returns a {@link
 * jakarta.ws.rs.core.Response} and takes the key as a parameter with {@code @HeaderParam(}{@value #HEADER}{@code )}.
 *
 * <p>With a key, the whole method runs in one transaction together with the record of its answer: either both are
 * there or neither, whenever the process dies. So it must not call another system; what must follow the commit is done
 * by observers of its success. Problems are not remembered, since they changed nothing.
 */
@InterceptorBinding
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {
    /** The request header with the caller's key, 1 to 255 printable ASCII characters. */
    String HEADER = "Idempotency-Key";
}
