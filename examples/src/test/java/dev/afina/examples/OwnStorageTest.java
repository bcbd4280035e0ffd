package dev.afina.examples;

import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.testkit.StorageConcurrencyContract;
import dev.afina.testkit.StorageContract;
import dev.afina.testkit.StoragePauseContract;

class OwnStorageTest implements StorageContract, StoragePauseContract, StorageConcurrencyContract {

  private final Storage storage = new InMemoryStorage(); // yours in its place

  @Override
  public Storage storage() {
    return storage;
  }
}
