using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Judges calls about sections, guarantees and credentials by its own small machines, and keeps its own books.</summary>
public sealed class ModelLedger
{
    private readonly TenderModel _tender;
    private readonly GuaranteeModel _guarantee;
    private readonly CredentialModel _credential;

    /// <summary>Empty books under the rules of a chain.</summary>
    /// <param name="chain">Its id: a committee signs for one chain.</param>
    /// <param name="suite">Its cryptography.</param>
    /// <param name="rules">Dated rules.</param>
    /// <param name="caps">Dated caps on bonds.</param>
    /// <param name="calendars">Working days.</param>
    /// <param name="certificates">What the register of certificates holds under an id; the register itself is not this model's.</param>
    /// <param name="isRegistered">Whether a point is the key of a certificate, an authority or a validator, likewise.</param>
    /// <param name="credentials">What credentials are judged by; null where none are played.</param>
    public ModelLedger(
        Digest chain,
        CryptoSuite suite,
        IReadOnlyList<TenderRule> rules,
        IReadOnlyList<BondCap> caps,
        IReadOnlyList<WorkCalendar> calendars,
        Func<ByteString, ModelCertificate?> certificates,
        Func<ByteString, bool> isRegistered,
        CredentialLaw? credentials = null)
    {
        var law = new LawBook(rules, caps);
        _tender = new TenderModel(chain, suite, law, isRegistered);
        _guarantee = new GuaranteeModel(
            _tender, law, new WorkdayCount(calendars), Hashers.For(suite), new ApplicantModel(chain, Hashers.For(suite), certificates));
        _credential = new CredentialModel(_tender, credentials ?? new CredentialLaw([], [], _ => false));
    }

    /// <summary>All sections, by code.</summary>
    public IReadOnlyDictionary<string, SectionEntry> Sections => _tender.Sections.Entries;

    /// <summary>All guarantees, by id.</summary>
    public IReadOnlyDictionary<ByteString, GuaranteeEntry> Guarantees => _guarantee.Guarantees.Entries;

    /// <summary>All credentials, by subject and id.</summary>
    public IReadOnlyDictionary<(string Subject, ByteString Id), RecordCredential> Credentials => _credential.Records.Entries;

    /// <summary>All checks of credentials, by subject and id.</summary>
    public IReadOnlyDictionary<(string Subject, ByteString Id), RecordCheck> Checks => _credential.Checks.Entries;

    /// <summary>
    /// Judges the calls of one transaction: all are done or none. Calls of other contracts are taken as the chain takes them.
    /// </summary>
    /// <returns>What is wrong with the first bad call; null where all are done.</returns>
    public string? Apply(IEnumerable<Call> calls, ModelSigner signer, long time)
    {
        var wrong = Judge(calls, signer, time);
        Close(keep: wrong is null);
        return wrong;
    }

    /// <summary>Judges calls as <see cref="Apply"/> does, and does none of them.</summary>
    public string? Probe(IEnumerable<Call> calls, ModelSigner signer, long time)
    {
        var wrong = Judge(calls, signer, time);
        Close(keep: false);
        return wrong;
    }

    private string? Judge(IEnumerable<Call> calls, ModelSigner signer, long time)
    {
        _tender.NextTransaction();
        return calls.Select(call => call.ContractCase switch
        {
            Call.ContractOneofCase.Tender => _tender.Judge(call.Tender, signer, time),
            Call.ContractOneofCase.Guarantee => _guarantee.Judge(call.Guarantee, signer, time),
            Call.ContractOneofCase.Credential => _credential.Judge(call.Credential, signer, time),
            _ => null,
        }).FirstOrDefault(wrong => wrong is not null);
    }

    private void Close(bool keep)
    {
        _tender.Close(keep);
        _guarantee.Close(keep);
        _credential.Close(keep);
    }
}
