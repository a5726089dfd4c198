package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Strongly connected components by Tarjan's algorithm, with a stack of its own: a chain of a hundred thousand tables
 * must not overflow Java's.
 */
public final class Components {
    private Components() {}

    /** The components, each after those that reach it (topological order); their members in the order of the visit. */
    public static <T> List<List<T>> of(Collection<T> nodes, Function<T, ? extends Collection<T>> successors) {
        return new Search<>(successors).run(nodes);
    }

    private static final class Search<T> {
        private record Frame<T>(T node, Iterator<T> successors) {}

        private final Function<T, ? extends Collection<T>> successors;
        private final Map<T, Integer> number = new HashMap<>();
        private final Map<T, Integer> low = new HashMap<>();
        private final Deque<T> open = new ArrayDeque<>();
        private final Set<T> isOpen = new HashSet<>();
        private final Deque<List<T>> components = new ArrayDeque<>();

        Search(Function<T, ? extends Collection<T>> successors) {
            this.successors = successors;
        }

        List<List<T>> run(Collection<T> nodes) {
            for (T node : nodes) {
                if (!number.containsKey(node)) {
                    visit(node);
                }
            }
            return List.copyOf(components);
        }

        private void visit(T root) {
            Deque<Frame<T>> path = new ArrayDeque<>();
            path.push(enter(root));
            while (!path.isEmpty()) {
                Frame<T> frame = path.peek();
                if (frame.successors().hasNext()) {
                    T next = frame.successors().next();
                    if (!number.containsKey(next)) {
                        path.push(enter(next));
                    } else if (isOpen.contains(next)) {
                        low.merge(frame.node(), number.get(next), Math::min);
                    }
                } else {
                    path.pop();
                    if (!path.isEmpty()) {
                        low.merge(path.peek().node(), low.get(frame.node()), Math::min);
                    }
                    if (low.get(frame.node()).equals(number.get(frame.node()))) {
                        close(frame.node());
                    }
                }
            }
        }

        private Frame<T> enter(T node) {
            number.put(node, number.size());
            low.put(node, number.get(node));
            open.push(node);
            isOpen.add(node);
            return new Frame<>(node, List.<T>copyOf(successors.apply(node)).iterator());
        }

        private void close(T node) {
            List<T> component = new ArrayList<>();
            T member;
            do {
                member = open.pop();
                isOpen.remove(member);
                component.add(member);
            } while (!member.equals(node));
            Collections.reverse(component);
            components.addFirst(component);
        }
    }
}
