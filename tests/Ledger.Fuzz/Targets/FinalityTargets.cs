using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Fuzz.Targets;

/// <summary>What validators tell each other.</summary>
internal static class FinalityTargets
{
    private const int Cost = 40;
    private const int InputsPerEngine = 20;
    private static readonly SignatureVerifier Verifier = new();

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var block = new CandidateBlock(1, world.Chain.Head.Hash, world.Genesis.Validators);
        var votes = world.Consortium.Validators.Select(validator => VoteOf(world, validator.KeyPair, block)).ToList();
        var certificate = new QuorumCertificate { Height = 1, BlockHash = ByteString.CopyFrom(block.Hash.ToArray()) };
        certificate.Votes.AddRange(votes.Select(vote => vote.Vote).OrderBy(vote => new Digest(vote.Validator.Span)));
        byte[][] corpus =
        [
            .. votes.Select(vote => new PeerMessage { Vote = vote }.ToByteArray()),
            new PeerMessage { Certificate = certificate }.ToByteArray(),
        ];

        var used = InputsPerEngine;
        FinalityEngine engine = null!;
        yield return new FuzzTarget("peer message", corpus, input =>
        {
            // A new engine now and then, so that inputs also meet one at which nothing is final yet.
            if (used++ == InputsPerEngine)
            {
                engine = Open(world, block);
                used = 0;
            }

            return Receive(engine, input);
        }, Cost);
    }

    private static FinalityEngine Open(FuzzWorld world, CandidateBlock block)
    {
        var genesisHash = world.Chain.Head.Header.Previous;
        var engine = new FinalityEngine(
            world.Genesis.ChainId,
            genesisHash,
            world.Genesis.Validators,
            Verifier,
            new VoteStore(new MemoryStore()),
            new FinalityOptions(),
            _ => null);
        engine.OnExecuted(block);
        return engine;
    }

    private static string Receive(FinalityEngine engine, byte[] input)
    {
        PeerMessage message;
        try
        {
            message = PeerMessage.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return "no message";
        }

        return message.ContentCase switch
        {
            PeerMessage.ContentOneofCase.Vote => $"vote {engine.OnVote(message.Vote, out _)}",
            PeerMessage.ContentOneofCase.Certificate => $"certificate {engine.OnCertificate(message.Certificate)}",
            _ => "empty",
        };
    }

    private static SignedVote VoteOf(FuzzWorld world, KeyPair pair, CandidateBlock block)
    {
        using var signer = pair.CreateSigner();
        var id = ValidatorRoster.IdOf(world.Genesis.Hasher, pair.PublicKey);
        return new Voter(world.Genesis.ChainId, id, signer, TimeProvider.System, new MemoryVoteLock()).Vote(block)!;
    }
}
