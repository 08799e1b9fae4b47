package dev.rushes.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.rushes.common.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.List;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
        packages = "dev.rushes.storage",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule s3IsKnownToTheBucketsAndTheStoreOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.rushes.storage.s3", "dev.rushes.storage.bucket")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk.services.s3..");

    @ArchTest
    static final ArchRule sqsIsKnownToTheQueueOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.rushes.storage.queue")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk.services.sqs..");

    @ArchTest
    static final ArchRule everyOperationNamesItsRoles =
            methods()
                    .that()
                    .areMetaAnnotatedWith(HttpMethod.class)
                    .and()
                    .areDeclaredInClassesThat()
                    .haveSimpleNameEndingWith("Resource")
                    .should()
                    .beAnnotatedWith(RolesAllowed.class)
                    .orShould()
                    .beDeclaredInClassesThat()
                    .areAnnotatedWith(RolesAllowed.class)
                    .because("what names none would be refused to everybody");

    @ArchTest
    static final ArchRule viewersChangeNothing =
            noMethods()
                    .that()
                    .areAnnotatedWith(POST.class)
                    .or()
                    .areAnnotatedWith(PUT.class)
                    .or()
                    .areAnnotatedWith(PATCH.class)
                    .or()
                    .areAnnotatedWith(DELETE.class)
                    .and()
                    .areDeclaredInClassesThat()
                    .doNotHaveSimpleName("DownloadsResource")
                    .should(nameTheViewer())
                    .because("whoever has any role is a viewer too");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.rushes.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule otherServicesAreFarAway =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.rushes.api..", "dev.rushes.render..", "dev.rushes.local..");

    @ArchTest
    static final ArchRule everyPackageSaysWhatMayBeNull =
            classes()
                    .that(
                            DescribedPredicate.describe(
                                    "are written by us", one -> !one.getName().contains("_")))
                    .should(
                            new ArchCondition<JavaClass>("be in a package that is @NullMarked") {
                                @Override
                                public void check(JavaClass item, ConditionEvents events) {
                                    boolean marked =
                                            item.getPackage().isAnnotatedWith(NullMarked.class);
                                    events.add(
                                            new SimpleConditionEvent(
                                                    item, marked, item.getPackageName()));
                                }
                            });

    private static ArchCondition<JavaMethod> nameTheViewer() {
        return new ArchCondition<>("name the role viewer") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named =
                        method.tryGetAnnotationOfType(RolesAllowed.class)
                                .map(roles -> List.of(roles.value()).contains(Role.VIEWER))
                                .orElse(false);
                events.add(new SimpleConditionEvent(method, named, method.getFullName()));
            }
        };
    }
}
