using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests;

public sealed class RefusalStatusTests
{
    [Fact]
    public void Every_refusal_has_a_status_of_its_kind()
    {
        var statusOfKind = new Dictionary<RefusalKind, StatusCode>();
        foreach (var text in RefusalCatalog.All)
        {
            var status = RefusalStatus.ToException(new Refused(text.Code, "detail")).StatusCode;
            Assert.NotEqual(StatusCode.Unknown, status);
            Assert.Equal(status, statusOfKind.TryAdd(text.Kind, status) ? status : statusOfKind[text.Kind]);
        }

        Assert.Equal(Enum.GetValues<RefusalKind>().Order(), statusOfKind.Keys.Order());
        Assert.Equal(statusOfKind.Count, statusOfKind.Values.Distinct().Count());
    }

    /// <summary>Somebody who reads Chinese needs no table of codes beside the client.</summary>
    [Fact]
    public void A_refusal_says_its_rule_and_remedy_in_both_languages()
    {
        var error = RefusalStatus.ToException(new Refused(RefusalCode.MempoolFull, "60,000 wait"));
        var refusal = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin")).Details.Single()
            .Unpack<Refusal>();
        var text = RefusalCatalog.Find(RefusalCode.MempoolFull)!;
        Assert.Equal((text.Rule, text.Remedy), (refusal.Rule, refusal.Remedy));
        Assert.Equal((text.Chinese.Rule, text.Chinese.Remedy), (refusal.RuleZh, refusal.RemedyZh));
        Assert.Equal(("MEMPOOL_FULL", "60,000 wait", true), (refusal.Name, refusal.Message, refusal.Transient));
    }

    /// <summary>
    /// What asks for other credentials says so, whichever part of a credential failed; a client cannot mend it by sending something else.
    /// </summary>
    [Theory]
    [InlineData(RefusalCode.CertificateNotValid)]
    [InlineData(RefusalCode.AuthorityNotActive)]
    [InlineData(RefusalCode.CertificateNotAccepted)]
    [InlineData(RefusalCode.BadOwnerSignature)]
    public void Who_is_not_proved_is_unauthenticated(RefusalCode code) =>
        Assert.Equal(StatusCode.Unauthenticated, RefusalStatus.ToException(new Refused(code, "detail")).StatusCode);
}
