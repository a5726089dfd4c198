package org.cascadejdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints JaCoCo's CSV report as a table of packages and their branches: what {@code mvn -Pcoverage} ends with. */
public final class CoverageTable {
    private record Branches(int covered, int missed) {
        Branches plus(Branches other) {
            return new Branches(covered + other.covered, missed + other.missed);
        }

        /** Rounded down: 100.0 % means all of them. */
        String percent() {
            int all = covered + missed;
            return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", Math.floor(1000.0 * covered / all) / 10);
        }
    }

    private CoverageTable() {}

    public static void main(String[] args) throws IOException {
        System.out.print(table(Files.readAllLines(Path.of(args[0]))));
    }

    static String table(List<String> csv) {
        List<String> header = fields(csv.get(0));
        int name = header.indexOf("PACKAGE");
        int covered = header.indexOf("BRANCH_COVERED");
        int missed = header.indexOf("BRANCH_MISSED");
        Map<String, Branches> byPackage = new TreeMap<>();
        for (String line : csv.subList(1, csv.size())) {
            List<String> row = fields(line);
            Branches branches =
                    new Branches(Integer.parseInt(row.get(covered)), Integer.parseInt(row.get(missed)));
            byPackage.merge(row.get(name), branches, Branches::plus);
        }
        StringBuilder text = new StringBuilder(row("branches of", "covered", "missed", ""));
        byPackage.forEach((packageName, branches) -> text.append(row(packageName, branches)));
        Branches all = byPackage.values().stream().reduce(new Branches(0, 0), Branches::plus);
        return text.append(row("all", all)).toString();
    }

    private static List<String> fields(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    private static String row(String name, Branches branches) {
        return row(name, branches.covered(), branches.missed(), branches.percent());
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-34s %9s %8s %8s%n", cells);
    }
}
