import { standInDefaults } from '../standIn/defaults';

/** In tests the stand-in holds our own bodies to the documents: a field that no page names is refused. */
standInDefaults.strict = true;
