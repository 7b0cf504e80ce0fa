using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Who made a call.</summary>
/// <param name="Uscc">The organisation.</param>
/// <param name="Roles">Its roles in the consortium; none for a mere market subject.</param>
public sealed record ModelSigner(string Uscc, IReadOnlyList<Role> Roles)
{
    internal bool Is(Role role) => Roles.Contains(role);
}
