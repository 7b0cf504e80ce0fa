using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Ledger.Api.Held;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Api.Access;

/// <summary>
/// Lets a call in or refuses it: the method must have its row, the caller the role that the row asks for where its group is not open, and
/// calls left. Who a caller is follows from the key of its TLS certificate, or from a token that its registered certificate signed; a token
/// that does not hold is refused rather than passed over. Safe for use by several threads.
/// </summary>
public sealed class AccessGate
{
    private readonly AccessOptions _options;
    private readonly Digest _chainId;
    private readonly Digest _node;
    private readonly IStateReader _state;
    private readonly Func<long> _blockTime;
    private readonly ISignatureVerifier _verifier;
    private readonly TimeProvider _clock;
    private readonly CallQuota _quota;
    private readonly VerifiedTokens _verified = new();

    /// <summary>A node's gate.</summary>
    /// <param name="options">Whom it serves.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="node">The node's validator id, for which tokens are signed.</param>
    /// <param name="state">Its final state.</param>
    /// <param name="blockTime">The time of its newest final block, UTC milliseconds.</param>
    /// <param name="verifier">Checks tokens' signatures.</param>
    /// <param name="clock">The clock by which tokens end.</param>
    public AccessGate(
        AccessOptions options, Digest chainId, Digest node, IStateReader state, Func<long> blockTime, ISignatureVerifier verifier,
        TimeProvider clock)
    {
        (_options, _chainId, _node, _state, _blockTime, _verifier, _clock) = (options, chainId, node, state, blockTime, verifier, clock);
        _quota = new CallQuota(clock);
    }

    /// <summary>Says why a call is refused; nothing where it is let in.</summary>
    public Refused Judge(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Judge(
            context.Method, context.RequestHeaders.GetValue(CallToken.Header), context.GetHttpContext().Connection.ClientCertificate,
            _options.CallsPerSecondMax > 0 ? Caller.Of(context).ToString() : "");
    }

    /// <summary>The same for what a call shows.</summary>
    /// <param name="method">Its full name.</param>
    /// <param name="token">The token in its header; null where there is none.</param>
    /// <param name="certificate">The TLS certificate; null where there is none.</param>
    /// <param name="address">Whose the call is where nobody is known.</param>
    internal Refused Judge(string method, string? token, X509Certificate2? certificate, string address)
    {
        if (AccessTable.Find(method) is not { } row)
        {
            return new Refused(RefusalCode.MethodNotPermitted, $"{method} has no row in the table of access, so nobody may call it.");
        }

        var refused = Identify(token, certificate, address, out var caller);
        if (refused.IsRefused)
        {
            return refused;
        }

        if (row.Role > caller.Role && row.Group != AccessGroup.Status && !_options.Open.Contains(row.Group))
        {
            return caller.Role == AccessRole.Anyone
                ? new Refused(RefusalCode.CallerUnknown, $"{method} is for a {row.Role}, and the call does not show who makes it.")
                : new Refused(RefusalCode.MethodNotPermitted, $"{method} is for a {row.Role}; {caller.Name} is a {caller.Role}.");
        }

        return caller.CallsPerSecondMax is > 0 and var most && !_quota.TryTake(caller.Key, most)
            ? new Refused(RefusalCode.CallerQuota, $"{caller.Name} may make {most} calls a second.")
            : Refused.No;
    }

    private Refused Identify(string? token, X509Certificate2? certificate, string address, out Known caller)
    {
        caller = new Known("this address", $"at {address}", AccessRole.Anyone, _options.CallsPerSecondMax);
        if (token is not null)
        {
            return ByToken(token, ref caller);
        }

        if (certificate is not null)
        {
            var pin = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
            caller = _options.Callers.FirstOrDefault(one => one.Pin == pin) is { } named ? Of(named) : caller;
        }

        return Refused.No;
    }

    private Refused ByToken(string text, ref Known caller)
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (!CallToken.TryDecode(text, out var token))
        {
            return new Refused(RefusalCode.CallerUnknown, $"The header {CallToken.Header} is no call token.");
        }

        if (token.NotAfter < now || token.NotAfter - now > CallToken.LifeMsMax)
        {
            return new Refused(
                RefusalCode.CallerUnknown,
                $"The call token ends at {token.NotAfter}, and the node's clock is at {now}: it has ended, or lives longer than " +
                $"{CallToken.LifeMsMax / 60_000} minutes.");
        }

        if (SignerRules.Resolve(_state, token.CertificateId, _blockTime(), out var signer) is { IsRefused: true } unknown)
        {
            return new Refused(RefusalCode.CallerUnknown, unknown.Detail);
        }

        if (!_verified.Holds(text, signer!.Key, () => Verifies(token, signer.Key)))
        {
            return new Refused(
                RefusalCode.CallerUnknown, "The call token is not signed by its certificate's key for this node of this chain.");
        }

        caller = _options.Callers.FirstOrDefault(one => one.Certificate == token.CertificateId) is { } named
            ? Of(named)
            : caller with
            {
                Name = signer.Uscc,
                Key = $"of {signer.Uscc}",
                Role = signer.Member is null ? AccessRole.Subject : AccessRole.Member,
            };
        return Refused.No;
    }

    private bool Verifies(CallToken token, Crypto.PublicKey key)
    {
        Span<bool> valid = [false];
        var message = CallToken.Message(_chainId, _node, token.CertificateId, token.NotAfter);
        _verifier.Verify([new SignatureCheck(key, message, token.Signature)], valid);
        return valid[0];
    }

    private Known Of(NamedCaller named) =>
        new(named.Name, $"named {named.Name}", named.Role, named.CallsPerSecondMax ?? _options.CallsPerSecondMax);

    private readonly record struct Known(string Name, string Key, AccessRole Role, int CallsPerSecondMax);
}
