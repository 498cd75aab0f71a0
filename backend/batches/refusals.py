"""Why a batch is not made, approved or moved."""

from backend.errors import Conflict, Invalid, NotFound
from backend.people.two_people import SecondPersonNeeded


class NoSuchBatch(NotFound):
    code = "no_such_batch"
    zh = "没有这个批次"
    en = "There is no such batch"
    next_zh = "请刷新批次列表"
    next_en = "Refresh the list of batches"


class BatchMoved(Conflict):
    """It is not, or no longer, in a state that allows this."""

    code = "batch_moved"
    zh = "该批次的当前状态不允许此操作"
    en = "The batch's state does not allow this"
    next_zh = "请刷新后查看当前状态"
    next_en = "Refresh and look at its state"


class BatchSecondPerson(SecondPersonNeeded):
    code = "batch_second_person"
    zh = "批次须由提交人以外的另一人批准"
    en = "Somebody other than who made the batch has to approve it"


class BatchEmpty(Invalid):
    code = "batch_empty"
    zh = "没有可签发的内容：文件为空或没有待签发的记录"
    en = "There is nothing to issue: the file is empty, or no record waits"
    next_zh = "请先导入数据，或上传有数据行的文件"
    next_en = "Import records first, or upload a file with rows"
