/** What listeners, Flight Recorder and logs are told, and what never. */
package org.cascadejdbc.it.observability;
