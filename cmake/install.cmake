# `cmake --install`: the program, its read-only data, the manual page and shell completion. The program finds its data at
# ../share/recoupe from where it stands, so that the folder it was installed to may be moved.
include(GNUInstallDirs)
if(TARGET recoupe-cli)
  install(TARGETS recoupe-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lang DESTINATION share/recoupe FILES_MATCHING PATTERN "*.tsv")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data DESTINATION share/recoupe FILES_MATCHING PATTERN "*.tsv" PATTERN "*.md")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/models DESTINATION share/recoupe FILES_MATCHING PATTERN "*.model" PATTERN "*.choices"
        PATTERN "*.md")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/share/desk DESTINATION share/recoupe)
install(DIRECTORY ${CMAKE_BINARY_DIR}/share/recoupe/desk/vendor DESTINATION share/recoupe/desk)
install(FILES ${CMAKE_BINARY_DIR}/share/recoupe/gazetteer.bin DESTINATION share/recoupe)
install(DIRECTORY ${CMAKE_BINARY_DIR}/share/recoupe/compiled DESTINATION share/recoupe)
install(FILES ${PROJECT_SOURCE_DIR}/docs/recoupe.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/share/completion/recoupe.bash DESTINATION share/bash-completion/completions
        RENAME recoupe)
