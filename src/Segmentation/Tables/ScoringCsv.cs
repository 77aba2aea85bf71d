using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A file whose rows are to be scored, read a block at a time. Not for several threads.</summary>
public sealed class ScoringCsv : IDisposable
{
    // One being scored, one waiting and one being read keep two cores busy.
    private const int BlocksAhead = 1;

    private readonly FileStream _file;
    private readonly CsvRows _csv;
    private readonly ScoringColumn[] _columns;
    private readonly int[] _keys;
    private readonly int _blockRows;
    private bool _isReading;

    private ScoringCsv(string path, ModelSchema schema, CsvScoringOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockRows, 1);
        Schema = schema;
        _blockRows = options.BlockRows;
        _file = TableFile.OpenRead(path);
        try
        {
            _csv = new CsvRows(path, _file, options.Delimiter ?? CsvDelimiter.Infer(path, _file));
            _columns = ScoringColumn.Of(_csv, schema, options.DecimalSign);
            _keys = [.. options.KeyColumns.Select(key => _csv.Require(key, "a key column"))];
            Notes = NotesOf(options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The model's schema, which every block has.</summary>
    public ModelSchema Schema { get; }

    /// <summary>What was inferred and which columns are ignored: a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Rows read so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Columns with values the model does not know. Complete when the last block has been read.</summary>
    public IReadOnlyList<UnknownCategory> UnknownCategories => [.. _columns.Select(column => column.Unknown).OfType<UnknownCategory>()];

    internal static ScoringCsv Open(string path, ModelSchema schema, CsvScoringOptions options) => new(path, schema, options);

    /// <summary>The rows, block by block; while one is being scored the next is read on another thread. Can be asked for once.</summary>
    /// <exception cref="TableRefusedException">A row cannot be read, or there is none. Blocks before it have been given already.</exception>
    public async IAsyncEnumerable<ScoringBlock> ReadBlocksAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_isReading)
            throw new InvalidOperationException("The rows have been read already. Open the file again.");
        _isReading = true;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = Channel.CreateBounded<ScoringBlock>(new BoundedChannelOptions(BlocksAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAheadAsync(ahead.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var block in ahead.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return block;
        }
        finally
        {
            // The file must not be closed under a reader whose blocks nobody wants any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv?.Dispose();
        _file.Dispose();
    }

    // Every fault goes through the channel to whoever waits for the next block.
    private async Task ReadAheadAsync(ChannelWriter<ScoringBlock> ahead, CancellationToken cancellationToken)
    {
        try
        {
            while (ReadBlock() is { } block)
                await ahead.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            ahead.Complete();
        }
        catch (Exception exception)
        {
            ahead.Complete(exception);
        }
    }

    private ScoringBlock? ReadBlock()
    {
        if (!_csv.Read())
            return RowCount > 0 ? null : throw _csv.RefuseFile("there is a heading and no row below it.");

        var firstRow = _csv.Row;
        var values = Array.ConvertAll(_columns, _ => new float[_blockRows]);
        var keys = Array.ConvertAll(_keys, _ => new string[_blockRows]);
        var rowCount = 0;
        do
        {
            for (var column = 0; column < _columns.Length; column++)
                values[column][rowCount] = _columns[column].Read(_csv);
            for (var key = 0; key < _keys.Length; key++)
                keys[key][rowCount] = _csv[_keys[key]];
            rowCount++;
        }
        while (rowCount < _blockRows && _csv.Read());

        RowCount += rowCount;
        for (var key = 0; key < keys.Length; key++)
            Array.Resize(ref keys[key], rowCount);
        return new ScoringBlock(new FeatureTable(Schema, values, rowCount), keys, firstRow);
    }

    private List<string> NotesOf(CsvScoringOptions options)
    {
        var notes = new List<string>();
        if (options.Delimiter is null)
            notes.Add($"Values are divided by {ShownText.Quote(_csv.Delimiter)}, as the file shows.");
        ScoringColumn.NoteIgnored(notes, _csv, Schema, options.KeyColumns);
        return notes;
    }
}
