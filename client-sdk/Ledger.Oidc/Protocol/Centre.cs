namespace Ledger.Oidc.Protocol;

/// <summary>The trading centre whose provider it is, as the chain has it.</summary>
/// <param name="Uscc">Its unified social credit code.</param>
/// <param name="Name">Its name.</param>
internal sealed record Centre(string Uscc, string Name);
