package dev.rushes.api.plan.interchange;

import java.util.ArrayList;
import java.util.List;

/** The columns of CMX 3600, and record times that leave no holes. */
final class EdlFile {
    private EdlFile() {}

    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d[:;]\\d\\d";

    static List<String> faults(String file) {
        List<String> faults = new ArrayList<>();
        String[] lines = file.split("\r\n", -1);
        String record = "";
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            boolean known =
                    (line.isEmpty() && i == lines.length - 1)
                            || line.startsWith(i == 0 ? "TITLE: " : i == 1 ? "FCM: " : "* ")
                            || line.matches("M2   [A-Z0-9 ]{8} +\\d{3}\\.\\d +" + TIME)
                            || line.matches(
                                    "\\d{3}  [A-Z0-9 ]{8} V     (C   |D   |W00\\d) (   |\\d{3}) "
                                            + TIME
                                            + " "
                                            + TIME
                                            + " "
                                            + TIME
                                            + " "
                                            + TIME);
            if (!known) {
                faults.add("line " + (i + 1) + ": " + line);
            }
            if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                String[] columns = line.split(" +", -1);
                String in = columns[columns.length - 2];
                if (!record.isEmpty() && !in.equals(record)) {
                    faults.add("line " + (i + 1) + " does not follow " + record);
                }
                record = columns[columns.length - 1];
            }
        }
        return faults;
    }
}
