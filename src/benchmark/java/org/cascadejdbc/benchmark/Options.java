package org.cascadejdbc.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code -Dbenchmark.*} asks for; the package's description lists it. */
record Options(
        Set<Engine> engines,
        List<Shape> shapes,
        Set<Keys> keys,
        List<Double> latencies,
        Set<Way> ways,
        double seconds,
        double scale,
        boolean trace) {

    static final Path DIRECTORY = Path.of("target", "benchmark");

    static Options fromSystemProperties() {
        double scale = Double.parseDouble(System.getProperty("benchmark.scale", "0.05"));
        Set<Way> ways = constants(Way.class, "contenders");
        ways.add(Way.NATIVE);
        Set<Keys> keys = constants(Keys.class, "keys");
        keys.remove(Keys.CASCADE);
        List<String> latencies = words("latency");
        return new Options(
                constants(Engine.class, "databases"),
                shapes(Shapes.all(scale)),
                keys,
                latencies.isEmpty() ? List.of(0.0, 0.5) : latencies.stream().map(Double::valueOf).toList(),
                ways,
                Double.parseDouble(System.getProperty("benchmark.seconds", "5")),
                scale,
                Boolean.getBoolean("benchmark.trace"));
    }

    private static List<Shape> shapes(List<Shape> all) {
        List<String> words = words("shapes");
        List<Shape> found = all.stream()
                .filter(shape -> words.isEmpty() || words.contains(shape.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (!words.isEmpty() && found.size() != words.size()) {
            throw new IllegalArgumentException("benchmark.shapes: " + words + " must be of "
                    + all.stream().map(Shape::name).toList());
        }
        return found;
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, String option) {
        Set<E> found = EnumSet.noneOf(type);
        for (String word : words(option)) {
            E[] all = type.getEnumConstants();
            found.add(Arrays.stream(all)
                    .filter(constant -> flat(constant.name()).equals(flat(word)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "benchmark." + option + ": " + word + " is none of " + Arrays.toString(all))));
        }
        return found.isEmpty() ? EnumSet.allOf(type) : found;
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static List<String> words(String option) {
        String value = System.getProperty("benchmark." + option, "").toLowerCase(Locale.ROOT);
        return Arrays.stream(value.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
