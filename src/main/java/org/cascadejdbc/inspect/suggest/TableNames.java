package org.cascadejdbc.inspect.suggest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.schema.Table;

/**
 * Finds tables by what columns call them: in singular or plural, with or without {@code tbl_} or a first word that most
 * tables of their schema have. Immutable after it is made.
 */
final class TableNames {
    private static final Set<String> SAYS_TABLE = Set.of("tbl", "tb", "tab", "table", "t");
    /** So many tables make a first word a common one, if they are more than half of their schema. */
    private static final int COMMON = 3;

    /** As many tables of other schemas as show that there are too many to choose from: each tenant may have one. */
    private static final int ELSEWHERE = 5;

    /** By spelling and schema. */
    private final Map<String, Map<String, List<Table>>> whole = new HashMap<>();
    private final Map<String, Map<String, List<Table>>> shortened = new HashMap<>();
    private final Map<String, Set<String>> commonWords = new HashMap<>();

    TableNames(Collection<Table> tables) {
        Map<String, Map<String, Integer>> firstWords = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (Table table : tables) {
            List<String> words = Words.of(table.name().name());
            sizes.merge(table.name().schema(), 1, Integer::sum);
            if (words.size() > 1) {
                firstWords.computeIfAbsent(table.name().schema(), s -> new HashMap<>()).merge(words.get(0), 1, Integer::sum);
            }
        }
        firstWords.forEach((schema, counts) -> counts.forEach((word, count) -> {
            if (count >= COMMON && count * 2 > sizes.get(schema)) {
                commonWords.computeIfAbsent(schema, s -> new LinkedHashSet<>()).add(word);
            }
        }));
        for (Table table : tables) {
            List<String> words = Words.of(table.name().name());
            put(table, words, whole);
            List<String> core = core(table);
            if (!core.equals(words)) {
                put(table, core, shortened);
            }
        }
    }

    private static void put(Table table, List<String> words, Map<String, Map<String, List<Table>>> names) {
        Words.spellings(words).forEach(name -> names.computeIfAbsent(name, n -> new LinkedHashMap<>())
                .computeIfAbsent(table.name().schema(), s -> new ArrayList<>())
                .add(table));
    }

    /** The words of its name without those that only say that it is a table, or one of this schema. */
    List<String> core(Table table) {
        List<String> words = Words.of(table.name().name());
        Set<String> common = commonWords.getOrDefault(table.name().schema(), Set.of());
        while (words.size() > 1 && (SAYS_TABLE.contains(words.get(0)) || common.contains(words.get(0)))) {
            words = words.subList(1, words.size());
        }
        while (words.size() > 1 && SAYS_TABLE.contains(words.get(words.size() - 1))) {
            words = words.subList(0, words.size() - 1);
        }
        return words;
    }

    /**
     * The tables that these words may mean in a table of that schema: those beside it, or if there are none, some of
     * other schemas. A whole name is better than a shortened one.
     */
    List<Table> find(List<String> words, String schema) {
        Set<String> spellings = Words.spellings(words);
        Set<Table> elsewhere = new LinkedHashSet<>();
        for (Map<String, Map<String, List<Table>>> names : List.of(whole, shortened)) {
            Set<Table> beside = new LinkedHashSet<>();
            for (String name : spellings) {
                Map<String, List<Table>> found = names.getOrDefault(name, Map.of());
                beside.addAll(found.getOrDefault(schema, List.of()));
                found.values().stream().flatMap(List::stream).limit(ELSEWHERE).forEach(elsewhere::add);
            }
            if (!beside.isEmpty()) {
                return List.copyOf(beside);
            }
        }
        return List.copyOf(elsewhere);
    }

    /** Whether these words mean that table, whichever others they may mean. */
    boolean means(List<String> words, Table table) {
        Set<String> spellings = Words.spellings(words);
        return Words.spellings(Words.of(table.name().name())).stream().anyMatch(spellings::contains)
                || Words.spellings(core(table)).stream().anyMatch(spellings::contains);
    }
}
