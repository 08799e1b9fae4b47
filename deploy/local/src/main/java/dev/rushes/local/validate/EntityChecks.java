package dev.rushes.local.validate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;

/**
 * The entities of common against the database: each table has one, each mapped column exists and
 * fits, each association is a foreign key. The entities are read from their index, not loaded.
 */
final class EntityChecks {
    private static final String PERSISTENCE = "jakarta.persistence.";
    private static final DotName ENTITY = DotName.createSimple(PERSISTENCE + "Entity");

    private record Association(String field, String column, DotName target) {}

    private record Mapping(
            String entity,
            String table,
            Map<String, FieldInfo> columns,
            List<Association> associations) {}

    private EntityChecks() {}

    static List<Check> all(Database database) {
        Map<String, Mapping> mappings;
        Map<DotName, String> tables = new TreeMap<>();
        try {
            mappings = readMappings(tables);
        } catch (IOException e) {
            return List.of(new Check("entities of common", () -> unreadable(e)));
        }
        var checks = new ArrayList<Check>();
        for (String table : SchemaChecks.tables()) {
            Optional<Mapping> mapping = Optional.ofNullable(mappings.get(table));
            checks.add(
                    new Check(
                            "entity of " + table,
                            () ->
                                    fields(
                                            database,
                                            mapping.orElseThrow(
                                                    () -> new Unmet("no entity in common")))));
        }
        for (Mapping mapping : mappings.values()) {
            if (!SchemaChecks.tables().contains(mapping.table())) {
                checks.add(
                        new Check("entity of " + mapping.table(), () -> fields(database, mapping)));
            }
            for (Association association : mapping.associations()) {
                String target = tables.getOrDefault(association.target(), "");
                checks.add(
                        new Check(
                                "association "
                                        + mapping.entity()
                                        + "."
                                        + association.field()
                                        + " to "
                                        + association.target().withoutPackagePrefix(),
                                () -> association(database, mapping.table(), association, target)));
            }
        }
        return checks;
    }

    private static String unreadable(IOException e) throws Unmet {
        throw new Unmet(String.valueOf(e.getMessage()));
    }

    private static Map<String, Mapping> readMappings(Map<DotName, String> tables)
            throws IOException {
        var mappings = new TreeMap<String, Mapping>();
        List<URL> indexes =
                Collections.list(
                        EntityChecks.class.getClassLoader().getResources("META-INF/jandex.idx"));
        for (URL url : indexes) {
            Index index;
            try (InputStream stream = url.openStream()) {
                index = new IndexReader(stream).read();
            }
            for (AnnotationInstance annotation : index.getAnnotations(ENTITY)) {
                ClassInfo entity = annotation.target().asClass();
                if (entity.name().toString().startsWith("dev.rushes.")) {
                    Mapping mapping = map(entity);
                    mappings.put(mapping.table(), mapping);
                    tables.put(entity.name(), mapping.table());
                }
            }
        }
        if (mappings.isEmpty()) {
            throw new IOException(
                    "no entities of dev.rushes on the class path; is common packaged?");
        }
        return mappings;
    }

    private static Mapping map(ClassInfo entity) {
        String table =
                named(Optional.ofNullable(entity.declaredAnnotation(name("Table"))))
                        .orElse(entity.simpleName().toLowerCase(Locale.ROOT));
        var columns = new TreeMap<String, FieldInfo>();
        var associations = new ArrayList<Association>();
        for (FieldInfo field : entity.fields()) {
            boolean mapped =
                    !Modifier.isStatic(field.flags())
                            && !has(field, "Transient")
                            && !has(field, "OneToMany")
                            && !has(field, "ManyToMany");
            if (!mapped) {
                continue;
            }
            Optional<String> joined = named(annotation(field, "JoinColumn"));
            String column =
                    joined.or(() -> named(annotation(field, "Column"))).orElse(field.name());
            if (has(field, "ManyToOne") || has(field, "OneToOne")) {
                associations.add(new Association(field.name(), column, field.type().name()));
            }
            columns.put(column, field);
        }
        return new Mapping(entity.simpleName(), table, columns, List.copyOf(associations));
    }

    private static String fields(Database database, Mapping mapping) throws SQLException, Unmet {
        Map<String, Database.Column> columns = database.columns(mapping.table());
        var faults = new ArrayList<String>();
        mapping.columns()
                .forEach((name, field) -> {
                    Database.Column column = columns.get(name);
                    if (column == null) {
                        faults.add(field.name() + " has no column " + name);
                    } else if (!fits(field, column)) {
                        faults.add(
                                field.name()
                                        + " is "
                                        + field.type().name()
                                        + ", "
                                        + name
                                        + " is "
                                        + column.type());
                    }
                });
        Unmet.unless(faults.isEmpty(), mapping.entity() + ": " + String.join("; ", faults));
        return mapping.entity() + ", " + mapping.columns().size() + " columns";
    }

    /** Types outside this table (enums, documents, keys of entities) may be stored in any way. */
    private static boolean fits(FieldInfo field, Database.Column column) {
        List<String> numbers =
                List.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
        return switch (field.type().name().toString()) {
            case "java.util.UUID" -> column.family().equals("uuid");
            case "boolean", "java.lang.Boolean" -> column.family().equals("boolean");
            case "int", "long", "java.lang.Integer", "java.lang.Long", "java.math.BigDecimal" ->
                    numbers.contains(column.family());
            case "java.time.Instant" -> column.family().startsWith("timestamp");
            case "com.fasterxml.jackson.databind.JsonNode" ->
                    List.of("json", "jsonb", "text").contains(column.family());
            default -> true;
        };
    }

    private static String association(
            Database database, String table, Association association, String target)
            throws SQLException, Unmet {
        Optional<Database.Reference> reference = database.reference(table, association.column());
        Unmet.unless(reference.isPresent(), association.column() + " is no foreign key");
        Unmet.unless(
                reference.get().target().equals(target),
                association.column()
                        + " refers to "
                        + reference.get().target()
                        + ", not "
                        + target);
        return association.column() + " refers to " + target;
    }

    private static boolean has(FieldInfo field, String annotation) {
        return annotation(field, annotation).isPresent();
    }

    private static Optional<AnnotationInstance> annotation(FieldInfo field, String annotation) {
        return Optional.ofNullable(field.annotation(name(annotation)));
    }

    private static Optional<String> named(Optional<AnnotationInstance> annotation) {
        return annotation
                .flatMap(a -> Optional.ofNullable(a.value("name")))
                .map(v -> v.asString())
                .filter(n -> !n.isEmpty());
    }

    private static DotName name(String annotation) {
        return DotName.createSimple(PERSISTENCE + annotation);
    }
}
