package dev.rushes.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.NullMarked;

/** Who may know what in api-service. */
@AnalyzeClasses(packages = "dev.rushes.api", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
    @ArchTest
    static final ArchRule NEVER_TOUCHES_S3 =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk.services.s3..");

    @ArchTest
    static final ArchRule ONLY_QUEUE_KNOWS_SQS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.rushes.api.queue..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("software.amazon..")
                                    .or(resideInAPackage("io.quarkiverse.amazon..")));

    @ArchTest
    static final ArchRule RESOURCES_END_IN_RESOURCE =
            classes()
                    .that()
                    .areAnnotatedWith(Path.class)
                    .and()
                    .areNotAnnotatedWith(RegisterRestClient.class)
                    .should()
                    .haveSimpleNameEndingWith("Resource")
                    .andShould()
                    .bePackagePrivate();

    @ArchTest
    static final ArchRule RESOURCES_KNOW_NO_DATABASE =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Resource")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "jakarta.persistence..", "java.sql..", "jakarta.transaction..")
                    .because("a resource parses, calls one use case and maps");

    @ArchTest
    static final ArchRule EVERY_OPERATION_NAMES_ITS_ROLES =
            methods()
                    .that()
                    .areMetaAnnotatedWith(HttpMethod.class)
                    .and()
                    .areDeclaredInClassesThat()
                    .haveSimpleNameEndingWith("Resource")
                    .and()
                    // A ticket opens the events of a job to a browser that has no token to send.
                    .doNotHaveFullName(
                            "dev.rushes.api.event.JobEventResource.watch(java.util.UUID, java.lang.String,"
                                    + " java.lang.String, java.lang.String, jakarta.ws.rs.sse.Sse)")
                    .should()
                    .beAnnotatedWith(RolesAllowed.class)
                    .orShould()
                    .beDeclaredInClassesThat()
                    .areAnnotatedWith(RolesAllowed.class)
                    .because("what names none would be refused to everybody");

    @ArchTest
    static final ArchRule VIEWERS_CHANGE_NOTHING =
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
                    // Whoever may watch a job may have a ticket to do it with.
                    .doNotHaveFullName(
                            "dev.rushes.api.event.JobEventResource.ticket(java.util.UUID,"
                                    + " dev.rushes.common.http.EmptyBody, jakarta.ws.rs.core.UriInfo)")
                    .should(nameTheViewer())
                    .because("whoever has any role is a viewer too");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("dev.rushes.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Helper|Util|Utils|Impl|Manager|Processor|Dto)")
                    .because("such a name hides what the class is for");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(liveInANullMarkedPackage());

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(
                                type,
                                type.getPackage().isAnnotatedWith(NullMarked.class),
                                type.getName() + " in " + type.getPackageName()));
            }
        };
    }

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
