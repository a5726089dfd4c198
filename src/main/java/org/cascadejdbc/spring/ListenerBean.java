package org.cascadejdbc.spring;

import org.cascadejdbc.CascadeEvent;
import org.cascadejdbc.CascadeListener;
import org.springframework.beans.factory.BeanFactory;

/**
 * A listener of the application's, asked for when there is something to tell: a DataSource is made before most other
 * beans, and what a listener needs (a registry of meters, a repository) may need the DataSource.
 */
final class ListenerBean implements CascadeListener {
    private final BeanFactory beans;
    private final String name;

    ListenerBean(BeanFactory beans, String name) {
        this.beans = beans;
        this.name = name;
    }

    @Override
    public void cascaded(CascadeEvent event) {
        beans.getBean(name, CascadeListener.class).cascaded(event);
    }

    @Override
    public String toString() {
        return "bean " + name;
    }
}
