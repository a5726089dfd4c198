package org.cascadejdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import org.cascadejdbc.run.CascadeReport;
import org.cascadejdbc.run.CascadeWatcher;
import org.cascadejdbc.run.Watchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's listeners: those that it gives, then those that {@link ServiceLoader} finds. They are the
 * application's, whose loader must be free to go: nothing here keeps them.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    /** The loaders that offer none, as nearly all do: they are not searched again for each connection. */
    private final Set<ClassLoader> without = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** One as the execution knows it. */
    private record Watching(CascadeListener listener) implements CascadeWatcher {
        @Override
        public void cascaded(CascadeReport report) {
            listener.cascaded(CascadeEvent.of(report));
        }

        @Override
        public String toString() {
            return "The CascadeListener " + listener;
        }
    }

    Watchers with(List<CascadeListener> given) {
        List<CascadeListener> all = new ArrayList<>(given);
        Set<Class<?>> found = new HashSet<>();
        for (ClassLoader loader : ClassLoaders.both()) {
            if (!without.contains(loader)) {
                find(loader, found, all);
            }
        }
        return new Watchers(all.stream().<CascadeWatcher>map(Watching::new).toList());
    }

    /** One that cannot be made is no reason to have no connections. */
    private void find(ClassLoader loader, Set<Class<?>> found, List<CascadeListener> all) {
        try {
            Iterator<ServiceLoader.Provider<CascadeListener>> providers =
                    ServiceLoader.load(CascadeListener.class, loader).stream().iterator();
            if (!providers.hasNext()) {
                without.add(loader);
            }
            while (providers.hasNext()) {
                ServiceLoader.Provider<CascadeListener> provider = providers.next();
                if (found.add(provider.type())) {
                    all.add(provider.get());
                }
            }
        } catch (ServiceConfigurationError e) {
            LOG.warn("a CascadeListener of META-INF/services cannot be made, and those after it are not told", e);
        }
    }
}
