using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Orders.Tests;

/// <summary>
/// What orders see of a chain, with a clock that a test moves and failures that it injects. The real one is asked over a real consortium.
/// </summary>
internal sealed class FakeChain(string issuerUscc) : IOrderChain
{
    private readonly Dictionary<string, byte[]> _done = new(StringComparer.Ordinal);

    internal long Time { get; set; } = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

    internal Dictionary<string, Signer> Signers { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> SubjectNames { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Section> Sections { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Guarantee> Guarantees { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, GuarantorCard> Cards { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, MailboxCard> CentreMailboxes { get; } = new(StringComparer.Ordinal);

    /// <summary>What was submitted, each with its business key.</summary>
    internal List<(byte[] Key, byte[] Calls)> Submitted { get; } = [];

    /// <summary>Fails before the chain has it.</summary>
    internal bool FailBefore { get; set; }

    /// <summary>Fails after the chain has it: the answer is lost.</summary>
    internal bool FailAfter { get; set; }

    public Task<long> TimeAsync(CancellationToken cancellationToken) => Task.FromResult(Time);

    public Task<Signer?> SignerAsync(Digest certificateId, CancellationToken cancellationToken) =>
        Task.FromResult(Signers.GetValueOrDefault(certificateId.ToString()));

    public Task<string?> SubjectNameAsync(string uscc, CancellationToken cancellationToken) =>
        Task.FromResult(SubjectNames.GetValueOrDefault(uscc));

    public Task<Section?> SectionAsync(string sectionCode, CancellationToken cancellationToken) =>
        Task.FromResult(Sections.GetValueOrDefault(sectionCode)?.Clone());

    public Task<Guarantee?> GuaranteeAsync(ReadOnlyMemory<byte> guaranteeId, CancellationToken cancellationToken) =>
        Task.FromResult(Guarantees.GetValueOrDefault(Convert.ToHexString(guaranteeId.Span))?.Clone());

    public Task<GuarantorCard?> CardAsync(string guarantorUscc, CancellationToken cancellationToken) =>
        Task.FromResult(Cards.GetValueOrDefault(guarantorUscc)?.Clone());

    public Task<MailboxCard?> CentreMailboxAsync(string centreUscc, CancellationToken cancellationToken) =>
        Task.FromResult(CentreMailboxes.GetValueOrDefault(centreUscc)?.Clone());

    public Task<IReadOnlyList<GuarantorCard>> CardsAsync(CancellationToken cancellationToken) =>
        FailBefore ? throw new IOException("The node is gone.") : Task.FromResult<IReadOnlyList<GuarantorCard>>([.. Cards.Values]);

    public Task<Refused> SubmitAsync(IReadOnlyList<Call> calls, ReadOnlyMemory<byte> businessKey, CancellationToken cancellationToken)
    {
        byte[] content = [.. calls.SelectMany(call => call.ToByteArray())];
        Submitted.Add((businessKey.ToArray(), content));
        if (FailBefore)
        {
            throw new IOException("The node is gone.");
        }

        var key = Convert.ToHexString(businessKey.Span);
        if (_done.TryGetValue(key, out var before) && !before.SequenceEqual(content))
        {
            return Task.FromResult(new Refused(RefusalCode.OtherContent, "Other calls were done under this business key."));
        }

        if (before is null)
        {
            foreach (var call in calls)
            {
                if (Check(call.Guarantee) is { IsRefused: true } refused)
                {
                    return Task.FromResult(refused);
                }
            }

            calls.ToList().ForEach(call => Do(call.Guarantee));
            _done.Add(key, content);
        }

        return FailAfter ? throw new IOException("The answer is lost.") : Task.FromResult(Refused.No);
    }

    /// <summary>As if every transaction so far had been somebody else's, under business keys of its own.</summary>
    internal void Forget() => _done.Clear();

    private Refused Check(GuaranteeCall call) => call.MethodCase switch
    {
        GuaranteeCall.MethodOneofCase.Issue => call.Issue.Guarantees.Any(item => Guarantees.ContainsKey(Name(item.GuaranteeId)))
            ? new Refused(RefusalCode.GuaranteeExists, "It exists.") : Refused.No,
        GuaranteeCall.MethodOneofCase.Surrender =>
            Guarantees.GetValueOrDefault(Name(call.Surrender.GuaranteeId))?.State == GuaranteeState.IssuedSealed
            ? Refused.No : new Refused(RefusalCode.GuaranteeState, "It is not sealed."),
        _ => Refused.No,
    };

    private void Do(GuaranteeCall call)
    {
        switch (call.MethodCase)
        {
            case GuaranteeCall.MethodOneofCase.Issue:
                foreach (var item in call.Issue.Guarantees)
                {
                    Guarantees[Name(item.GuaranteeId)] = new Guarantee
                    {
                        GuaranteeId = item.GuaranteeId,
                        IssuerUscc = issuerUscc,
                        State = GuaranteeState.IssuedSealed,
                        Commitment = item.Commitment,
                        Sealed = item.Sealed,
                        IssuedAt = Time,
                    };
                }

                break;
            case GuaranteeCall.MethodOneofCase.Surrender:
                Guarantees[Name(call.Surrender.GuaranteeId)].State = GuaranteeState.Surrendered;
                break;
            case GuaranteeCall.MethodOneofCase.Amend:
                Guarantees[Name(call.Amend.GuaranteeId)].Versions.Add(new GuaranteeVersion
                {
                    AmountFen = call.Amend.AmountFen,
                    ValidUntil = call.Amend.ValidUntil,
                    RequestDigest = call.Amend.RequestDigest,
                });
                break;
            default:
                throw new InvalidOperationException($"{call.MethodCase} is not for a desk.");
        }
    }

    private static string Name(ByteString id) => Convert.ToHexString(id.Span);
}
