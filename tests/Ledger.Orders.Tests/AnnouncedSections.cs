using Google.Protobuf;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Orders.Tests;

/// <summary>A project of a tenderer with its sections, and a registered bidder, on a real chain.</summary>
internal sealed class AnnouncedSections(ConsortiumSeed seed, Participant tenderer, Participant bidder, long bondFen)
{
    private const string TenderProject = "E4404000001001043001";

    internal async Task AnnounceAsync(LedgerClient centre, Func<string, PublicKey> openingKeyOf, long openingTime, params string[] sections)
    {
        var project = new CreateProject
        {
            ProjectCode = TenderProject[..17],
            TenderProjectCode = TenderProject,
            Name = "项目",
            TendererUscc = tenderer.Uscc,
            Region = "440400",
            TradeClass = "A01",
        };
        (
            await centre.SubmitAsync(
                [
                    .. tenderer.EnrolmentCalls(seed.Genesis), .. bidder.EnrolmentCalls(seed.Genesis),
                    new Call { Tender = new TenderCall { CreateProject = project } },
                ]))
            .EnsureDone();
        (await centre.SubmitAsync([.. sections.Select(code => Section(code, openingKeyOf(code), openingTime))])).EnsureDone();
    }

    private Call Section(string code, PublicKey openingKey, long openingTime) => new()
    {
        Tender = new TenderCall
        {
            AnnounceSection = new AnnounceSection
            {
                SectionCode = code,
                TenderProjectCode = TenderProject,
                Name = "标段",
                EstimatedPriceFen = 100 * bondFen,
                BondFen = bondFen,
                BidValidityDays = 90,
                OpeningTime = openingTime,
                OpeningKey = ByteString.CopyFrom(openingKey.Encoded),
                NoticeDigest = ByteString.CopyFrom(new byte[32]),
                AcceptsCash = true,
                AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
                KeyHolder = KeyHolder.Centre,
            },
        },
    };
}
