package org.cascadejdbc.jmh;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The results as Markdown tables: one for each thing that is wrapped. */
final class Report {
    private static final Map<String, String> TITLES = titles();

    /** Nanoseconds, of which half of the iterations are between low and high, and allocated bytes. */
    private record Measured(double median, double low, double high, double bytes) {
        static Measured of(RunResult result) {
            Statistics times = result.getPrimaryResult().getStatistics();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            return new Measured(
                    times.getPercentile(50), times.getPercentile(25), times.getPercentile(75), bytes.getScore());
        }
    }

    private record Key(Target target, String benchmark, Wrapper wrapper) {}

    private Report() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("preparedSelect", "a reused prepared SELECT: set, executeQuery, next, getInt, close of the rows");
        titles.put("preparedUpdate", "a reused prepared UPDATE: set, executeUpdate");
        titles.put("preparedDelete", "a reused prepared DELETE that needs no emulation: set, executeUpdate");
        titles.put("prepareAndClose", "prepareStatement, the SELECT as above, close");
        titles.put("plainSelect", "createStatement, execute of a SELECT, close");
        titles.put("borrowAndClose", "getConnection, prepareStatement, the SELECT as above, close of all");
        return titles;
    }

    static String of(Collection<RunResult> results) {
        Map<Key, Measured> measured = new LinkedHashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            Key key = new Key(
                    Target.valueOf(result.getParams().getParam("target")),
                    name.substring(name.lastIndexOf('.') + 1),
                    Wrapper.valueOf(result.getParams().getParam("wrapper")));
            measured.put(key, Measured.of(result));
        }
        StringBuilder text = new StringBuilder();
        text.append("Java ").append(Runtime.version()).append(", ").append(Runtime.getRuntime().availableProcessors())
                .append(" processors. Times are medians, with the middle half of the iterations.\n");
        for (Target target : Target.values()) {
            text.append("\n## On ").append(target.title()).append("\n\n");
            text.append("| what | wrapper | ns | spread | over bare, ns | ratio | bytes | over bare, bytes |\n");
            text.append("|---|---|---|---|---|---|---|---|\n");
            for (Map.Entry<String, String> benchmark : TITLES.entrySet()) {
                String what = benchmark.getValue();
                Measured bare = measured.get(new Key(target, benchmark.getKey(), Wrapper.BARE));
                for (Wrapper wrapper : Wrapper.values()) {
                    Measured one = measured.get(new Key(target, benchmark.getKey(), wrapper));
                    if (one != null && bare != null) {
                        text.append(row(what, wrapper, one, bare));
                        what = "";
                    }
                }
            }
        }
        return text.toString();
    }

    private static String row(String what, Wrapper wrapper, Measured one, Measured bare) {
        List<String> cells = List.of(
                what,
                wrapper.title(),
                number(one.median()),
                number(one.low()) + " – " + number(one.high()),
                wrapper == Wrapper.BARE ? "" : number(one.median() - bare.median()),
                wrapper == Wrapper.BARE ? "" : String.format(Locale.ROOT, "%.2f", one.median() / bare.median()),
                String.format(Locale.ROOT, "%.0f", one.bytes()),
                wrapper == Wrapper.BARE ? "" : String.format(Locale.ROOT, "%.0f", one.bytes() - bare.bytes()));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String number(double nanoseconds) {
        return String.format(Locale.ROOT, nanoseconds < 100 ? "%.1f" : "%.0f", nanoseconds);
    }
}
