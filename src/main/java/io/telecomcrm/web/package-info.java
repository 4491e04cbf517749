/** The shell around every feature: security, errors as answers, forms and JSON input, lists, pages and texts. */
@ApplicationModule(allowedDependencies = {"kernel", "database"})
@NullMarked
package io.telecomcrm.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
