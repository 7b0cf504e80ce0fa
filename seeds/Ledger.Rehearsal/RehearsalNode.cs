namespace Ledger.Rehearsal;

/// <summary>A validator that is up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Grpc">Where gRPC clients reach it.</param>
/// <param name="Web">Where browsers reach it; null where they cannot.</param>
public sealed record RehearsalNode(string Name, Uri Grpc, Uri? Web);
