package dev.rushes.local.validate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The migrations of common, applied as api-service would, but without a history. */
public final class Migrations {
    private Migrations() {}

    /** On an empty database, each in a transaction of its own. */
    public static void apply(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        for (String migration : inOrder()) {
            try (var statement = connection.createStatement()) {
                statement.execute(migration);
            }
            connection.commit();
        }
    }

    private static List<String> inOrder() throws Exception {
        URI folder =
                Objects.requireNonNull(
                                Migrations.class.getClassLoader().getResource("db/migration"))
                        .toURI();
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return read(jar.getPath("/db/migration"));
            }
        }
        return read(Path.of(folder));
    }

    private static List<String> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var scripts = new ArrayList<String>();
            for (Path file : files.sorted(Comparator.comparingInt(Migrations::number)).toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts;
        }
    }

    /** Of {@code V18__name.sql}; by their names 18 would come before 2. */
    private static int number(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
