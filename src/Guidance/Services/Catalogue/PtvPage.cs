using System.Buffers;
using System.Text.Json;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>
/// Reads the services of one answer of the national catalogue one at a time, whatever its size: a page {pageNumber, pageCount, itemList}, or a bare list.
/// Only one service is in memory; <c>JsonSerializer</c> streams a list only where the list is the whole document.
/// </summary>
internal sealed class PtvPage(Stream json) : IDisposable
{
    /// <summary>A service with all its languages is some tens of kilobytes.</summary>
    public const int LargestItemBytes = 8 * 1024 * 1024;

    private const int FirstBufferBytes = 64 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private int _start;
    private int _end;
    private bool _isLast;
    private bool _isBegun;
    private JsonReaderState _state;
    private Place _place;
    private string? _property;
    private int _itemDepth;
    private bool _hasItems;

    private enum Place
    {
        Before,
        Wrapper,
        Items,
        AfterItems,
    }

    private enum Step
    {
        More,
        Item,
        End,
    }

    /// <summary>As the page says; null for a bare list.</summary>
    public int? PageNumber { get; private set; }

    /// <inheritdoc cref="PageNumber"/>
    public int? PageCount { get; private set; }

    /// <returns>The next element of the list, to be disposed by the caller; null after the last.</returns>
    /// <exception cref="PtvPageException">The answer is no JSON, ends in the middle, or is no list of services.</exception>
    public async Task<JsonDocument?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Step step;
            JsonDocument? item;
            try
            {
                step = Advance(out item);
            }
            catch (JsonException wrong)
            {
                throw new PtvPageException(IsCutShort() ? PtvProblemKind.CutShort : PtvProblemKind.NotJson, (wrong.LineNumber ?? 0) + 1);
            }

            switch (step)
            {
                case Step.Item:
                    return item;
                case Step.End when _hasItems:
                    return null;
                case Step.End:
                    throw new PtvPageException(PtvProblemKind.NotServices, null);
                default:
                    await FillAsync(cancellationToken);
                    break;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Step Advance(out JsonDocument? item)
    {
        item = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        while (true)
        {
            // A value that is not whole yet is begun anew when there is more of it.
            var (consumed, state) = ((int)reader.BytesConsumed, reader.CurrentState);
            if (!reader.Read())
                return Stop(ref reader, _isLast ? Step.End : Step.More);

            switch (_place)
            {
                case Place.Before when reader.TokenType == JsonTokenType.StartArray:
                    EnterItems(ref reader);
                    break;
                case Place.Before when reader.TokenType == JsonTokenType.StartObject:
                    _place = Place.Wrapper;
                    break;
                case Place.Before:
                    throw new PtvPageException(PtvProblemKind.NotServices, null);
                case Place.Wrapper when reader.TokenType == JsonTokenType.PropertyName:
                    _property = reader.GetString();
                    break;
                case Place.Wrapper when _property == "itemList" && reader.TokenType == JsonTokenType.StartArray:
                    EnterItems(ref reader);
                    break;
                case Place.Wrapper when reader.TokenType == JsonTokenType.EndObject:
                    break;
                case Place.Wrapper or Place.AfterItems:
                    Note(ref reader);
                    if (!reader.TrySkip())
                        return Rewind(consumed, state);
                    break;
                case Place.Items when reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == _itemDepth:
                    _place = _itemDepth == 0 ? Place.AfterItems : Place.Wrapper;
                    break;
                case Place.Items:
                    var begin = (int)reader.TokenStartIndex;
                    if (!reader.TrySkip())
                        return Rewind(consumed, state);
                    item = JsonDocument.Parse(_buffer.AsSpan(_start + begin, (int)reader.BytesConsumed - begin).ToArray());
                    return Stop(ref reader, Step.Item);
            }
        }
    }

    private void EnterItems(ref Utf8JsonReader reader)
    {
        (_place, _hasItems, _itemDepth) = (Place.Items, true, reader.CurrentDepth);
    }

    private void Note(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
        {
            if (_property == "pageNumber")
                PageNumber = number;
            else if (_property == "pageCount")
                PageCount = number;
        }
        else if (_property == "itemList" && reader.TokenType == JsonTokenType.Null)
        {
            _hasItems = true;
        }
    }

    private Step Stop(ref Utf8JsonReader reader, Step step)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return step;
    }

    private Step Rewind(int consumed, JsonReaderState state)
    {
        _start += consumed;
        _state = state;
        return Step.More;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_end - _start > LargestItemBytes)
            throw new PtvPageException(PtvProblemKind.TooLarge, null);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        // The byte order mark must be there whole before anything is read.
        do
        {
            var read = await json.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _isLast = read == 0;
            _end += read;
        }
        while (!_isLast && !_isBegun && _end < 3);

        if (!_isBegun && _buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
            _start += 3;
        _isBegun = true;
    }

    /// <summary>What is there is JSON as far as it goes.</summary>
    private bool IsCutShort()
    {
        if (_place == Place.Before && _end == _start)
            return false;
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
            while (reader.Read())
            {
                // Only to the end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>What is wrong with a file or an answer of the catalogue.</summary>
internal sealed class PtvPageException(PtvProblemKind kind, long? line) : Exception(kind.ToString())
{
    public PtvProblemKind Kind => kind;

    /// <summary>From 1; null where no line tells anything.</summary>
    public long? Line => line;
}
