package dev.rushes.storage.upload;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the rules of uploads before the validator, which finds all faults of a request in one pass. */
@Singleton
class KnownKindValidator implements ConstraintValidator<KnownKind, UploadRequest> {
    /** Asked late: validators are made before the configuration is read. */
    private final Instance<UploadRules> rules;

    KnownKindValidator(Instance<UploadRules> rules) {
        this.rules = rules;
    }

    @Override
    public boolean isValid(@Nullable UploadRequest request, ConstraintValidatorContext context) {
        List<UploadRules.Fault> faults = request == null ? List.of() : rules.get().faults(request);
        context.disableDefaultConstraintViolation();
        for (UploadRules.Fault fault : faults) {
            context.buildConstraintViolationWithTemplate(fault.detail())
                    .addPropertyNode(fault.field())
                    .addConstraintViolation();
        }
        return faults.isEmpty();
    }
}
