using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// Names a move, a path or a round in an address: short however many steps it has, and the same after the next refresh, which may number steps anew.
/// </summary>
internal sealed class PathKeys(PathLog log, PathWords words)
{
    private const int Bytes = 8;

    /// <summary>The figure that all cases of the page are the rows of.</summary>
    public static readonly ListedFigure Listed = new("arrivals");

    public string Of(PathEdge edge) => Of(PathRowKind.Move, [Code(edge.From), Code(edge.To)]);

    public string Of(PathVariant variant) => Of(PathRowKind.Path, variant.Steps.Select(Code));

    public string Of(PathReturn round) => Of(PathRowKind.Return, [words.CodeOf(round.Unit), words.CodeOf(round.Other)]);

    /// <summary>Whatever has that name in the log; null when nothing has.</summary>
    public PathCount? Find(string key) =>
        log.Edges.FirstOrDefault(edge => Of(edge) == key) ?? log.Variants.FirstOrDefault(variant => Of(variant) == key) ?? (PathCount?)log.Returns.FirstOrDefault(round => Of(round) == key);

    private string Code(int step) => step switch
    {
        PathLog.Start => nameof(PathLog.Start),
        PathLog.End => nameof(PathLog.End),
        PathLog.Open => nameof(PathLog.Open),
        _ => words.CodeOf(log.Steps[step].Key),
    };

    private static string Of(PathRowKind kind, IEnumerable<string> codes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', codes.Prepend(kind.ToString())))).AsSpan(0, Bytes));
}
