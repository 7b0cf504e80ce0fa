using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.TestConsortium;

/// <summary>
/// One submission for each refusal that needs no history, for admission and execution alike: a batch may come from anyone.
/// </summary>
public static class RefusedTransactions
{
    private const int NestedDeep = 20;
    private static readonly Dictionary<string, (RefusalCode Code, Func<byte[]> Make)> Rows = new(StringComparer.Ordinal)
    {
        ["empty"] = (RefusalCode.Empty, () => []),
        ["oversize"] = (RefusalCode.TransactionTooLarge, () => new byte[TestChain.Genesis.Content.Limits.TransactionBytesMax + 1]),
        ["no transaction"] = (RefusalCode.Malformed, () => [1, 2, 3]),
        ["a byte appended"] = (RefusalCode.Malformed, () => [.. TestChain.Sign(TestChain.Body()), 0]),
        ["an unknown field"] = (
            RefusalCode.Malformed, () => TestChain.Sign([.. TestChain.Body().ToByteArray(), 0x78, 1], TestChain.Centre)),
        ["nested"] = (RefusalCode.NestedTooDeep, () => TestChain.Sign(Nested(), TestChain.Centre)),
        ["no calls"] = (RefusalCode.CallCount, () => With(body => body.Calls.Clear())),
        ["257 calls"] = (
            RefusalCode.CallCount,
            () =>
                With(
                    body =>
                        body.Calls.Add(
                            Enumerable.Range(0, 256)
                                .Select(_ => new Call { Tender = new TenderCall { CreateProject = new CreateProject() } })))),
        ["another chain"] = (RefusalCode.WrongChain, () => With(body => body.ChainId = Bytes(32))),
        ["chain id of 31 bytes"] = (RefusalCode.WrongChain, () => With(body => body.ChainId = Bytes(31))),
        ["nonce of 15 bytes"] = (RefusalCode.BadNonce, () => With(body => body.Nonce = Bytes(15))),
        ["business key of 15 bytes"] = (RefusalCode.BadBusinessKey, () => With(body => body.BusinessKey = Bytes(15))),
        ["business key of 65 bytes"] = (RefusalCode.BadBusinessKey, () => With(body => body.BusinessKey = Bytes(65))),
        ["expired"] = (RefusalCode.Expired, () => With(body => body.NotAfter = TestChain.StartMs - 1)),
        ["not_after a day and 1 ms ahead"] = (
            RefusalCode.NotAfterTooFar,
            () => With(body => body.NotAfter = TestChain.StartMs + TestChain.Genesis.Content.Limits.NotAfterMsMax + 1)),
        ["signer of 31 bytes"] = (RefusalCode.UnknownSigner, () => With(body => body.Signer = Bytes(31))),
        ["unknown signer"] = (RefusalCode.UnknownSigner, () => With(body => body.Signer = Bytes(32))),
        ["another suite's algorithm"] = (RefusalCode.WrongAlgorithm, () => Signed(signature => signature.Algorithm = 2)),
        ["an algorithm that does not exist"] = (RefusalCode.WrongAlgorithm, () => Signed(signature => signature.Algorithm = 127)),
        ["another's signature"] = (RefusalCode.BadSignature, () => TestChain.Sign(TestChain.Body(), TestChain.Guarantor)),
        ["a signature over the bare id, as over a stranger's challenge"] = (
            RefusalCode.BadSignature, () => Signed(signature => signature.Value = OverBareId())),
        ["a signature of one byte"] = (RefusalCode.BadSignature, () => Signed(signature => signature.Value = Bytes(1))),
        ["no contract"] = (RefusalCode.UnknownCall, () => With(body => body.Calls[0] = new Call())),
        ["no method"] = (RefusalCode.UnknownCall, () => With(body => body.Calls[0] = new Call { Tender = new TenderCall() })),
    };

    public static IReadOnlyCollection<string> Names => Rows.Keys;

    public static (RefusalCode Code, byte[] Bytes) Of(string name) => (Rows[name].Code, Rows[name].Make());

    private static byte[] With(Action<TxBody> change) => TestChain.Sign(TestChain.Body(change));

    private static byte[] Signed(Action<Signature> change)
    {
        var transaction = Transaction.Parser.ParseFrom(TestChain.Sign(TestChain.Body()));
        change(transaction.Signature);
        return transaction.ToByteArray();
    }

    private static ByteString OverBareId() =>
        ByteString.CopyFrom(
            CheapSignatures.SignerOf(TestChain.Centre.KeyPair.PublicKey)
                .Sign(TestChain.Read(TestChain.Sign(TestChain.Body())).Id.ToArray()));

    private static byte[] Nested()
    {
        byte[] bytes = [];
        for (var i = 0; i < NestedDeep; i++)
        {
            bytes = [0x32, (byte)bytes.Length, .. bytes];
        }

        return bytes;
    }

    private static ByteString Bytes(int count) => ByteString.CopyFrom([.. Enumerable.Repeat((byte)7, count)]);
}
