namespace Ledger.Storage;

/// <summary>A frozen view of a store; dispose it soon, for it keeps old data from being freed.</summary>
public interface IStoreSnapshot : IReadStore, IDisposable;
