namespace Ledger.Audit.Sql;

/// <summary>A question that is not answered; the message is the engine's, which names the place.</summary>
public sealed class SqlRefusedException(string message) : Exception(message);
