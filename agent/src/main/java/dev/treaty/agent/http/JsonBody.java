package dev.treaty.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a JSON document straight to the generator. */
@FunctionalInterface
public interface JsonBody {

  void write(JsonGenerator json) throws IOException;
}
