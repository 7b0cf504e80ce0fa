using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

// What a person decides, and what follows.
public sealed partial class GuarantorDesk
{
    private const long ChinaOffsetMs = 8 * 60 * 60 * 1000;

    /// <summary>Asks the bidder for more.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> AskAsync(string orderId, IReadOnlyList<string> reasons, CancellationToken cancellationToken = default) =>
        DecideAsync(
            orderId, _ => new OrderContent { MaterialsRequested = new MaterialsRequested { Reasons = { reasons } } }, cancellationToken);

    /// <summary>Rejects an order with reasons.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> RejectAsync(string orderId, IReadOnlyList<string> reasons, CancellationToken cancellationToken = default) =>
        DecideAsync(orderId, _ => new OrderContent { Rejected = new OrderRejected { Reasons = { reasons } } }, cancellationToken);

    /// <summary>Approves an order: the terms are made as they will be issued, and weigh on the limits from now on.</summary>
    /// <exception cref="OrderException">A guard or a limit refuses.</exception>
    public async Task<OrderView> ApproveAsync(string orderId, DeskDecision decision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.View.State != OrderState.Submitted)
            {
                throw new OrderException(
                    new(
                        OrderRefusal.WrongState,
                        $"The order is {OrderStates.NameOf(thread.View.State)}; only a submitted one is approved."));
            }

            var terms = await FirstTermsAsync(thread, decision, cancellationToken).ConfigureAwait(false);
            CheckLimits(thread, terms.AmountFen).ThrowIfRefused();
            var content = new OrderContent
            {
                Approved = new OrderApproved
                {
                    PremiumFen = decision.PremiumFen,
                    PayAccount = _options.PayAccount,
                    Terms = terms.ToByteString(),
                    Document = decision.Document,
                },
            };
            (await CheckOwnAsync(thread, content, cancellationToken).ConfigureAwait(false)).ThrowIfRefused();
            thread.File.Versions.Add(FirstVersion(thread, content.Approved));
            await StepAsync(thread, content, cancellationToken).ConfigureAwait(false);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>
    /// Takes the last decision back: a question, a rejection or an approval that the bidder has not acted on yet; a yes to a change or a
    /// surrender that no batch holds yet.
    /// </summary>
    /// <exception cref="OrderException">Nothing was decided, or it is too late.</exception>
    public async Task<OrderView> TakeBackAsync(string orderId, CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.View.State == OrderState.IssuedSealed)
            {
                TakeBackUnsent(thread).ThrowIfRefused();
                Save(thread);
                return thread.View;
            }

            if (thread.View is { State: OrderState.Submitted, IsWaitingForMaterials: false })
            {
                throw new OrderException(new(OrderRefusal.WrongState, "There is no decision to take back."));
            }

            await StepAsync(thread, new OrderContent { TakenBack = new DecisionTakenBack() }, cancellationToken).ConfigureAwait(false);
            thread.File.Versions.Clear();
            Save(thread);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Closes an order whose thread broke, or under which nothing can be issued: the bidder starts again with a new one.</summary>
    /// <exception cref="OrderException">A guard refuses: what is issued, or may be on its way, is surrendered instead.</exception>
    public async Task<OrderView> CloseAsync(string orderId, IReadOnlyList<string> reasons, CancellationToken cancellationToken = default)
    {
        var content = new OrderContent { Closed = new OrderClosed { Reasons = { reasons } } };
        var view = await DecideAsync(orderId, _ => content, cancellationToken).ConfigureAwait(false);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            thread.File.Versions.ToList().ForEach(version => version.State = DeskVersionState.Void);
            Save(thread);
            return view;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A yes that no letter has said yet and no batch holds.</summary>
    private OrderRefused TakeBackUnsent(OrderThread thread)
    {
        var surrendering = thread.File.Versions.Where(version => version.State == DeskVersionState.Surrendering).ToList();
        var isOnItsWay = _own.Pending is { } batch && batch.Surrendered.Any(item => item.OrderId.Equals(thread.File.OrderId));
        if (surrendering.Count > 0 && !isOnItsWay)
        {
            surrendering.ForEach(
                version => (version.State, version.SetAside, version.Held) = (DeskVersionState.Issued, false, string.Empty));
            return OrderRefused.No;
        }

        if (thread.File.Versions.FirstOrDefault(
            version => version.Version > 1 && version.State == DeskVersionState.Queued) is { } change)
        {
            thread.File.Versions.Remove(change);
            return OrderRefused.No;
        }

        return isOnItsWay || thread.File.Versions.Any(version => version.State == DeskVersionState.Batched)
            ? new(OrderRefusal.BeingIssued, "It is in a batch that may be on its way.")
            : new(OrderRefusal.WrongState, "There is no decision to take back.");
    }

    private static DeskVersion FirstVersion(OrderThread thread, OrderApproved approved) => new()
    {
        Version = 1,
        Terms = approved.Terms,
        State = DeskVersionState.Approved,
        SealingKey = thread.View.Application!.Blind?.SealingKey ?? ByteString.Empty,
        Document = approved.Document,
    };

    /// <summary>Refuses a change with reasons.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> RefuseChangeAsync(
        string orderId, IReadOnlyList<string> reasons, CancellationToken cancellationToken = default) =>
        DecideAsync(
            orderId,
            view => new OrderContent { ChangeAnswered = new ChangeAnswered { Version = view.NextVersion, Reasons = { reasons } } },
            cancellationToken);

    /// <summary>
    /// Agrees to a change: the next version goes into a batch, or, where the guarantee is revealed already, onto the chain at once and in
    /// clear.
    /// </summary>
    /// <exception cref="OrderException">A guard or a limit refuses.</exception>
    public async Task<OrderView> ApproveChangeAsync(string orderId, DeskDecision decision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.View is not { PendingChange: { } asked, Terms: { } present, State: OrderState.IssuedSealed } ||
                thread.File.Versions[^1].State != DeskVersionState.Issued)
            {
                throw new OrderException(new(OrderRefusal.WrongVersion, "No change waits for an answer, or it is on its way already."));
            }

            CheckLimits(thread, asked.AmountFen).ThrowIfRefused();
            var terms = present.Clone();
            (terms.AmountFen, terms.ValidUntil, terms.Version, terms.Amends) = (
                asked.AmountFen, asked.ValidUntil, asked.Version, thread.View.GuaranteeId);
            (terms.PremiumFen, terms.DocumentDigest) = (decision.PremiumFen, ByteString.CopyFrom(decision.DocumentDigest.Span));
            (terms.ApplicationDigest, terms.BlindSection) = (
                ByteString.CopyFrom(thread.View.PendingChangeDigest.ToArray()), asked.Blind?.Section);
            terms.ApplicantSignature = null;
            var version = new DeskVersion
            {
                Version = terms.Version,
                Terms = terms.ToByteString(),
                State = DeskVersionState.Queued,
                SealingKey = asked.Blind?.SealingKey ?? ByteString.Empty,
                QueuedAt = Now,
                Document = decision.Document,
            };
            var record = await Options.Chain.GuaranteeAsync(thread.View.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
            if (record?.State == GuaranteeState.Revealed)
            {
                await AmendAsync(thread, terms, cancellationToken).ConfigureAwait(false);
                (version.State, version.GuaranteeId) = (DeskVersionState.Issued, thread.View.GuaranteeId);
            }

            thread.File.Versions.Add(version);
            if (version.State == DeskVersionState.Issued)
            {
                Write(thread, Answer(version));
            }

            Save(thread);
            await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Refuses to take a guarantee back, with reasons.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> RefuseSurrenderAsync(
        string orderId, IReadOnlyList<string> reasons, CancellationToken cancellationToken = default) =>
        DecideAsync(
            orderId, _ => new OrderContent { SurrenderAnswered = new SurrenderAnswered { Reasons = { reasons } } }, cancellationToken);

    /// <summary>
    /// Agrees to take a guarantee back: all its records go into batches of surrenders, and the bidder hears once the chain has them.
    /// </summary>
    /// <exception cref="OrderException">No surrender waits, or the section does not allow it.</exception>
    public async Task<OrderView> AcceptSurrenderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.View.PendingSurrender is not { } attestation ||
                thread.File.Versions.Any(version => version.State is DeskVersionState.Queued or DeskVersionState.Batched))
            {
                throw new OrderException(new(OrderRefusal.WrongState, "No surrender was asked for, or a version is still to be issued."));
            }

            var digest = Protocol.Orders.SignedForms.OfAttestation(
                Options.Party.Genesis.Hasher, Options.Party.Genesis.ChainId, attestation);
            foreach (var version in thread.File.Versions.Where(version => version.State == DeskVersionState.Issued))
            {
                version.State = DeskVersionState.Surrendering;
                version.AttestationDigest = ByteString.CopyFrom(digest.ToArray());
            }

            Save(thread);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Restores the clear document of a blind guarantee that is revealed (批改).</summary>
    /// <exception cref="OrderException">The chain refuses.</exception>
    public async Task EndorseAsync(string orderId, ReadOnlyMemory<byte> documentDigest, CancellationToken cancellationToken = default)
    {
        var thread = Require(orderId);
        var call = new Call
        {
            Guarantee = new GuaranteeCall
            {
                Endorse = new EndorseGuarantee
                {
                    GuaranteeId = thread.View.GuaranteeId,
                    DocumentDigest = ByteString.CopyFrom(documentDigest.Span),
                },
            },
        };
        await SubmitAsync([call], _secrets.EndorseKey(thread.File.OrderId.Span), cancellationToken).ConfigureAwait(false);
    }

    private async Task<OrderView> DecideAsync(string orderId, Func<OrderView, OrderContent> write, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.File.Versions.Any(version => version.State is DeskVersionState.Surrendering ||
                (version.Version > 1 && version.State is DeskVersionState.Queued or DeskVersionState.Batched)))
            {
                throw new OrderException(new(OrderRefusal.WrongState, "This was decided already, and waits for the next batch."));
            }

            await StepAsync(thread, write(thread.View), cancellationToken).ConfigureAwait(false);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<GuaranteeTerms> FirstTermsAsync(OrderThread thread, DeskDecision decision, CancellationToken cancellationToken)
    {
        var application = thread.View.Application!;
        var section = application.Plain is { } plain
            ? await Options.Chain.SectionAsync(plain.SectionCode, cancellationToken).ConfigureAwait(false)
            : null;
        var time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
        return new GuaranteeTerms
        {
            GuaranteeNo = _secrets.NumberOf(thread.File.OrderId.Span),
            SectionCode = application.Plain?.SectionCode ?? string.Empty,
            BeneficiaryUscc = section?.TendererUscc ?? string.Empty,
            ApplicantUscc = application.Applicant.Uscc,
            ApplicantName = application.Applicant.Name,
            GuarantorUscc = Options.Party.Uscc,
            Form = _options.Form,
            LegalNature = _options.LegalNature,
            AmountFen = application.AmountFen,
            // the day's beginning in China: a time would tell of the batch
            ValidFrom = time - ((time + ChinaOffsetMs) % SectionRules.DayMs),
            ValidUntil = application.ValidUntil,
            PremiumFen = decision.PremiumFen,
            DocumentDigest = ByteString.CopyFrom(decision.DocumentDigest.Span),
            Version = 1,
            ConsortiumUsccs = { application.Applicant.ConsortiumUsccs },
            ApplicationDigest = ByteString.CopyFrom(thread.View.ApplicationDigest.ToArray()),
            BlindSection = application.Blind?.Section,
            Wording = GuaranteeWording.For(_options.Form, _options.LegalNature)?.Reference,
        };
    }

    private Task AmendAsync(OrderThread thread, GuaranteeTerms terms, CancellationToken cancellationToken)
    {
        var amend = new AmendGuarantee
        {
            GuaranteeId = thread.View.GuaranteeId,
            AmountFen = terms.AmountFen,
            ValidUntil = terms.ValidUntil,
            DocumentDigest = terms.DocumentDigest,
            RequestDigest = terms.ApplicationDigest,
        };
        return SubmitAsync(
            [new Call { Guarantee = new GuaranteeCall { Amend = amend } }],
            _secrets.AmendKey(thread.File.OrderId.Span, terms.Version),
            cancellationToken);
    }

    private async Task SubmitAsync(IReadOnlyList<Call> calls, byte[] businessKey, CancellationToken cancellationToken)
    {
        var refused = await Options.Chain.SubmitAsync(calls, businessKey, cancellationToken).ConfigureAwait(false);
        if (refused.IsRefused)
        {
            throw new OrderException(new(OrderRefusal.NotOnChain, $"{refused.Code}: {refused.Detail}"));
        }
    }

    private static OrderContent Answer(DeskVersion version)
    {
        var issued = new GuaranteeIssued
        {
            GuaranteeId = version.GuaranteeId,
            Salt = version.Salt,
            Terms = version.Terms,
            Document = version.Document,
        };
        return version.Version == 1
            ? new OrderContent { Issued = issued }
            : new OrderContent { ChangeAnswered = new ChangeAnswered { Version = version.Version, Issued = issued } };
    }
}

/// <summary>A guarantor's yes.</summary>
/// <param name="PremiumFen">The premium, in fen.</param>
/// <param name="DocumentDigest">Digest of the guarantee's document, 32 bytes.</param>
/// <param name="Document">The document for the bidder, where it was uploaded; may be null.</param>
public sealed record DeskDecision(long PremiumFen, ReadOnlyMemory<byte> DocumentDigest, DocumentReference? Document = null);
