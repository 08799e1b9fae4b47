package dev.rushes.common;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import org.jspecify.annotations.NullMarked;

/** What common may not hold, and how its entities are made. */
@AnalyzeClasses(
        packages = "dev.rushes.common",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule HOLDS_NO_RESOURCES =
            noClasses()
                    .should()
                    .beAnnotatedWith("jakarta.ws.rs.Path")
                    .because("services have resources, common has none");

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_SYSTEM =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "software.amazon..",
                                    "io.quarkiverse.amazon..",
                                    "org.bytedeco..",
                                    "io.quarkus.scheduler..",
                                    "dev.rushes.api..",
                                    "dev.rushes.storage..",
                                    "dev.rushes.render..",
                                    "dev.rushes.local.."))
                    .because("object store, queue, FFmpeg and schedules are the services' own");

    @ArchTest
    static final ArchRule ENTITIES_ARE_PANACHE_ENTITIES =
            classes()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .beAssignableTo(PanacheEntityBase.class);

    @ArchTest
    static final ArchRule ENTITIES_STAY_OFF_THE_WIRE =
            noClasses()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.annotation.."))
                    .because("an entity is never serialised");

    @ArchTest
    static final ArchRule STATES_CHANGE_THROUGH_DOORS =
            fields().that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(Entity.class)
                    .and()
                    .haveRawType("dev.rushes.common.job.JobStatus")
                    .or()
                    .haveRawType("dev.rushes.common.plan.PlanStatus")
                    .or()
                    .haveRawType("dev.rushes.common.show.RenderingStatus")
                    .or()
                    .haveRawType("dev.rushes.common.storage.UploadStatus")
                    .should(beClosedInEntities());

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Helper|Util|Utils|Impl|Manager|Processor|Dto)")
                    .because("such a name hides what the class is for");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes().should(resideInANullMarkedPackage());

    private static ArchCondition<com.tngtech.archunit.core.domain.JavaField> beClosedInEntities() {
        return new ArchCondition<>("be private where an entity has them") {
            @Override
            public void check(
                    com.tngtech.archunit.core.domain.JavaField field, ConditionEvents events) {
                boolean open = !field.getModifiers().contains(JavaModifier.PRIVATE);
                if (open && field.getOwner().isAnnotatedWith(Entity.class)) {
                    events.add(
                            SimpleConditionEvent.violated(field, field.getFullName() + " is open"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is not in one"));
                }
            }
        };
    }
}
