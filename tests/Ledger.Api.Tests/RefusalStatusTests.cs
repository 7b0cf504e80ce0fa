using Grpc.Core;
using Ledger.Protocol;

namespace Ledger.Api.Tests;

public sealed class RefusalStatusTests
{
    [Fact]
    public void EveryRefusalHasAStatusOfItsKind()
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

    /// <summary>
    /// What asks for other credentials says so, whichever part of a credential failed; a client cannot mend it by sending something else.
    /// </summary>
    [Theory]
    [InlineData(RefusalCode.CertificateNotValid)]
    [InlineData(RefusalCode.AuthorityNotActive)]
    [InlineData(RefusalCode.CertificateNotAccepted)]
    [InlineData(RefusalCode.BadOwnerSignature)]
    public void WhoIsNotProvedIsUnauthenticated(RefusalCode code) =>
        Assert.Equal(StatusCode.Unauthenticated, RefusalStatus.ToException(new Refused(code, "detail")).StatusCode);
}
