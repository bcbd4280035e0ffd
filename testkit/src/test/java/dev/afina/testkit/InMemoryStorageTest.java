package dev.afina.testkit;

import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;

/** The storage of the core keeps the contract. */
class InMemoryStorageTest
    implements StorageContract,
        StoragePauseContract,
        StorageConcurrencyContract,
        StorageEditContract {

  private final Storage storage = new InMemoryStorage();

  @Override
  public Storage storage() {
    return storage;
  }
}
