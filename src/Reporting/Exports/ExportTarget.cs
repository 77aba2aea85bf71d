using System.IO.Pipelines;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Where an export goes.</summary>
public abstract record ExportTarget
{
    private ExportTarget()
    {
    }

    /// <param name="Path">Compressed when it ends in <c>.gz</c>.</param>
    /// <param name="MayReplace">Whether a file that is there may be replaced, once the new one is whole.</param>
    public sealed record ToFile(string Path, bool MayReplace = false) : ExportTarget;

    /// <summary>Sent while it is read: nothing of it is kept on the server.</summary>
    /// <param name="Body">The answer's.</param>
    /// <param name="IsCompressed">By gzip.</param>
    public sealed record ToBrowser(PipeWriter Body, bool IsCompressed) : ExportTarget;
}

/// <summary>What an export writes into, and how far it has come.</summary>
/// <param name="content">Written to as one goes.</param>
/// <param name="send">Passes on what was written, where somebody waits for it.</param>
internal sealed class ExportOutput(Stream content, Func<CancellationToken, ValueTask>? send = null)
{
    public Stream Content => content;

    public ExportSummary SoFar { get; private set; } = new(0, 0, 0);

    /// <summary>Called after each case: whoever writes faster than is read waits here, and keeps nothing in memory.</summary>
    public ValueTask WroteAsync(ExportSummary soFar, CancellationToken cancellationToken)
    {
        SoFar = soFar;
        return send?.Invoke(cancellationToken) ?? ValueTask.CompletedTask;
    }
}
