using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>Where an order stands, as its letters have it.</summary>
public sealed class OrderView
{
    private readonly List<string> _reasons = [];
    private readonly Dictionary<Digest, OrderApproved> _approvals = [];

    internal OrderView(ByteString orderId, OrderSide side) => (OrderId, Side) = (orderId, side);

    /// <summary>The order's 16 bytes.</summary>
    public ByteString OrderId { get; }

    /// <summary>Whose view it is.</summary>
    public OrderSide Side { get; }

    /// <summary>The state.</summary>
    public OrderState State { get; private set; } = OrderState.Draft;

    /// <summary>The application; null in a draft.</summary>
    public OrderApplication? Application { get; private set; }

    /// <summary>The digest of the application's letter: what the guarantee's terms name.</summary>
    public Digest ApplicationDigest { get; private set; }

    /// <summary>How long the signature under the application is, in bytes: so long will be the one under the terms.</summary>
    internal int ApplicantSignatureBytes { get; private set; }

    /// <summary>The approval; null before.</summary>
    public OrderApproved? Approval { get; private set; }

    /// <summary>The approved terms with the bidder's signature, as they will be issued; empty before the contract is signed.</summary>
    public ByteString AgreedTerms { get; private set; } = ByteString.Empty;

    /// <summary>The latest issued version; null before the first.</summary>
    public GuaranteeIssued? Issued { get; private set; }

    /// <summary>The id of the first version: what the guarantee is called.</summary>
    public ByteString GuaranteeId { get; private set; } = ByteString.Empty;

    /// <summary>Terms as approved or, once issued, as they stand.</summary>
    public GuaranteeTerms? Terms { get; private set; }

    /// <summary>A request for a change that waits for its answer, or null.</summary>
    public ChangeRequested? PendingChange { get; private set; }

    /// <summary>The digest of that request's letter.</summary>
    public Digest PendingChangeDigest { get; private set; }

    /// <summary>A request to surrender that waits for its answer, or null.</summary>
    public SurrenderAttestation? PendingSurrender { get; private set; }

    /// <summary>What the guarantor asked for or gave as reasons, in its latest letter that gave any.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>How often the guarantor asked for materials.</summary>
    public int MaterialsAsked { get; private set; }

    /// <summary>How often the bidder brought some.</summary>
    public int MaterialsProvided { get; private set; }

    /// <summary>Whether the guarantor waits for materials.</summary>
    public bool IsWaitingForMaterials { get; private set; }

    /// <summary>What the other side last refused of this side's letters; none where its answer was followed by a letter it took.</summary>
    public LetterRefused? Refusal { get; private set; }

    /// <summary>Whether the other side did not find on the chain, or not as it should be, what this side says is there.</summary>
    public bool IsDisputed { get; private set; }

    /// <summary>The digest of the approval's letter that stands; zeros before one.</summary>
    internal Digest ApprovalDigest { get; private set; }

    /// <summary>When the first letter was dealt with, UTC milliseconds.</summary>
    public long FirstAt { get; private set; }

    /// <summary>When the latest letter was dealt with, UTC milliseconds.</summary>
    public long LastAt { get; private set; }

    /// <summary>Whether the guarantor does not know the section.</summary>
    public bool IsBlind => Application?.Blind is not null;

    /// <summary>The version that a change would make.</summary>
    public uint NextVersion => (Terms?.Version ?? 0) + 1;

    /// <returns>False where the letter has no place in the state: nothing changed.</returns>
    internal bool Follow(ThreadLetter letter, OrderSide by)
    {
        var content = letter.Content;
        var isAccepted = content.SurrenderAnswered?.Accepted == 1;
        if (OrderTable.Find(State, letter.Step, by, isReceived: true) is not { } row)
        {
            return false;
        }

        var isWithoutEffect = row.IsCrossing && (row.To == OrderState.Cancelled || row.To == State);
        State = row.ToRefused is { } otherwise && !isAccepted ? otherwise : row.To;
        if (!letter.IsMine && letter.Step != OrderStep.RefuseLetter)
        {
            Refusal = null;
        }

        IsDisputed &= !letter.IsFact; // it was said again
        FirstAt = FirstAt == 0 ? letter.At : FirstAt;
        LastAt = letter.At;
        if (!isWithoutEffect)
        {
            Read(letter, content);
        }

        return true;
    }

    private void Read(ThreadLetter letter, OrderContent content)
    {
        switch (content.ContentCase)
        {
            case OrderContent.ContentOneofCase.Application:
                (Application, ApplicationDigest) = (content.Application, letter.Digest);
                ApplicantSignatureBytes = letter.Letter.Signature.Value.Length;
                break;
            case OrderContent.ContentOneofCase.MaterialsRequested:
                SetReasons(content.MaterialsRequested.Reasons);
                MaterialsAsked++;
                IsWaitingForMaterials = true;
                break;
            case OrderContent.ContentOneofCase.MaterialsProvided:
                MaterialsProvided++;
                IsWaitingForMaterials = false;
                break;
            case OrderContent.ContentOneofCase.Rejected:
                SetReasons(content.Rejected.Reasons);
                break;
            case OrderContent.ContentOneofCase.Closed:
                SetReasons(content.Closed.Reasons);
                break;
            case OrderContent.ContentOneofCase.TakenBack:
                SetReasons([]);
                (Approval, Terms, ApprovalDigest, IsWaitingForMaterials) = (null, null, default, false);
                break;
            case OrderContent.ContentOneofCase.Approved:
                SetReasons([]);
                _approvals[letter.Digest] = content.Approved;
                Approve(letter.Digest);
                break;
            case OrderContent.ContentOneofCase.PaymentConfirmed:
                Approve(ApprovalOf(content.PaymentConfirmed));
                break;
            case OrderContent.ContentOneofCase.LetterRefused:
                Refusal = letter.IsMine ? Refusal : content.LetterRefused;
                break;
            case OrderContent.ContentOneofCase.ContractSigned:
                Terms = Agree(content.ContractSigned);
                AgreedTerms = Terms?.ToByteString() ?? ByteString.Empty;
                break;
            case OrderContent.ContentOneofCase.Issued:
                Take(content.Issued);
                GuaranteeId = content.Issued.GuaranteeId;
                break;
            case OrderContent.ContentOneofCase.ChangeRequested:
                (PendingChange, PendingChangeDigest) = (content.ChangeRequested, letter.Digest);
                break;
            case OrderContent.ContentOneofCase.ChangeAnswered:
                PendingChange = null;
                SetReasons(content.ChangeAnswered.Reasons);
                if (content.ChangeAnswered.Issued is { } issued)
                {
                    Take(issued);
                }

                break;
            case OrderContent.ContentOneofCase.SurrenderRequested:
                PendingSurrender = content.SurrenderRequested.Attestation;
                break;
            case OrderContent.ContentOneofCase.SurrenderAnswered:
                PendingSurrender = null;
                SetReasons(content.SurrenderAnswered.Reasons);
                break;
            default:
                break; // a cancellation says all by being there
        }
    }

    /// <summary>The approval that a payment acts on, by the digest of its letter; the present one where it names none.</summary>
    internal Digest ApprovalOf(PaymentConfirmed payment) =>
        payment.Approval.IsEmpty || !Digest.TryRead(payment.Approval.Span, out var named) ? ApprovalDigest : named;

    /// <summary>An approval that was given, taken back or not; null where there was none.</summary>
    internal OrderApproved? FindApproval(Digest letter) => _approvals.GetValueOrDefault(letter);

    /// <summary>A fact on the chain that the other side did not find there: the letter keeps its effect.</summary>
    internal void Dispute() => IsDisputed = true;

    private void Approve(Digest letter)
    {
        if (FindApproval(letter) is { } approval)
        {
            (Approval, ApprovalDigest, Terms) = (approval, letter, GuaranteeTerms.Parser.ParseFrom(approval.Terms));
        }
    }

    private void Take(GuaranteeIssued issued) => (Issued, Terms) = (issued, GuaranteeTerms.Parser.ParseFrom(issued.Terms));

    /// <summary>The approved terms as the bidder signed them; null where nothing is approved.</summary>
    internal GuaranteeTerms? Agree(ContractSigned contract)
    {
        if (Approval is null)
        {
            return null;
        }

        var terms = GuaranteeTerms.Parser.ParseFrom(Approval.Terms);
        terms.ApplicantSignature = contract.ApplicantSignature;
        return terms;
    }

    private void SetReasons(IEnumerable<string> reasons)
    {
        _reasons.Clear();
        _reasons.AddRange(reasons);
    }
}
